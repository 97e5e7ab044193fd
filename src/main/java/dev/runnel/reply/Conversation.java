package dev.runnel.reply;

import dev.runnel.Context;
import dev.runnel.Message;
import dev.runnel.ReplyEvent;
import dev.runnel.ReplyId;
import dev.runnel.UserId;
import dev.runnel.insight.Insight;
import dev.runnel.insight.InsightCall;
import dev.runnel.model.Prompt;
import dev.runnel.session.Session;
import dev.runnel.session.Turn;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** The conversation that a reply belongs to: what it knew before, and what it learns from this turn. */
final class Conversation {

    private static final Logger LOG = Logger.getLogger(Conversation.class);

    private final Conversations conversations;
    private final UserId user;
    private final Session session;
    private final String message;
    private final InsightCall insightCall;

    Conversation(Conversations conversations, UserId user, Session session, String message, InsightCall insightCall) {
        this.conversations = conversations;
        this.user = user;
        this.session = session;
        this.message = message;
        this.insightCall = insightCall;
    }

    /** The call that reads the message. */
    InsightCall insightCall() {
        return insightCall;
    }

    /** If the prompt does not wait for the call, it is begun later: the model is asked first. */
    Uni<Insight> understoodWithin(Duration budget) {
        if (budget.isZero()) {
            return Uni.createFrom().item(Insight.NONE);
        }
        insightCall.begin();
        return insightCall.within(budget).onCancellation().invoke(insightCall::cancel);
    }

    /** What to ask the model, with as much of this message's own context as is there. */
    Prompt prompt() {
        return promptFrom("", insightCall.now().orElse(Insight.NONE));
    }

    /** What to ask the model for the rest of an answer that broke off elsewhere. */
    Prompt promptFrom(String alreadySaid) {
        return promptFrom(alreadySaid, Insight.NONE);
    }

    private Prompt promptFrom(String alreadySaid, Insight insight) {
        return new Prompt(conversations.included(session), message, alreadySaid)
                .withNotes(session.summary().text(), insight.context().orElse(session.context()));
    }

    /** Begins to read the message, if that has not begun, and sends viewers the context. */
    void understand(Consumer<ReplyEvent> viewers) {
        conversations.soon(insightCall::begin);
        insightCall.whenThere(insight -> contextChanged(insight).ifPresent(viewers));
    }

    /** Empty when the context looks as it did. */
    private Optional<ReplyEvent> contextChanged(Insight insight) {
        return insight.context()
                .filter(context -> !context.looksLike(session.context()))
                .map(context -> new ReplyEvent.ContextChanged(context.intent(), context.values()));
    }

    /** The end of this turn: it is written to the session, whatever becomes of that. Waits a little for suggestions. */
    Uni<Insight> settle(ReplyId reply, Message answer) {
        return insightCall.within(conversations.suggestionsBudget()).call(() -> remember(reply, answer)
                .onFailure()
                .invoke(thrown ->
                        LOG.warnf("The turn of reply %s could not be kept: the conversation goes on without it", reply))
                .onFailure()
                .recoverWithNull());
    }

    /**
     * Writes this turn to the session, with its context if that is there already. A context that comes later is written
     * then, and a summary of what the next prompt has no room for is made without anybody waiting for it.
     */
    private Uni<Void> remember(ReplyId reply, Message answer) {
        Turn turn = new Turn(reply, List.of(Message.user(message), answer));
        Optional<Insight> there = insightCall.now();
        return conversations
                .append(user, session.id(), turn, there.flatMap(this::learned))
                .invoke(() -> {
                    if (there.isEmpty()) {
                        insightCall.whenThere(late -> learned(late).ifPresent(this::keep));
                    }
                    conversations.shorten(user, session, turn);
                });
    }

    private Optional<Context> learned(Insight insight) {
        return insight.context().filter(context -> !context.equals(session.context()));
    }

    private void keep(Context context) {
        conversations.keep(user, session.id(), context).subscribe().with(unused -> {});
    }
}
