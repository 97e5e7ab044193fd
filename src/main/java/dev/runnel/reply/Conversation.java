package dev.runnel.reply;

import dev.runnel.Context;
import dev.runnel.GivenPrompt;
import dev.runnel.Message;
import dev.runnel.ReplyEvent;
import dev.runnel.ReplyId;
import dev.runnel.UserId;
import dev.runnel.insight.Insight;
import dev.runnel.insight.InsightCall;
import dev.runnel.model.Prompt;
import dev.runnel.session.Session;
import dev.runnel.session.Turn;
import dev.runnel.webhook.EndedTurn;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** The conversation that a reply belongs to: what was known before, and what this turn adds. */
final class Conversation {

    private static final Logger LOG = Logger.getLogger(Conversation.class);

    private final Conversations conversations;
    private final UserId user;
    private final Session session;
    private final String message;
    private final Optional<GivenPrompt> given;
    private final InsightCall insightCall;
    private final Written written;

    /**
     * @param given the whole prompt, if the caller keeps the conversation itself
     * @param written how its turn is told to the session
     */
    Conversation(
            Conversations conversations,
            UserId user,
            Session session,
            String message,
            Optional<GivenPrompt> given,
            InsightCall insightCall,
            Written written) {
        this.conversations = conversations;
        this.user = user;
        this.session = session;
        this.message = message;
        this.given = given;
        this.insightCall = insightCall;
        this.written = written;
    }

    /** Whether there is the turn that this one was to follow. */
    boolean hasPlace() {
        return session.hasPlace();
    }

    /** The call that reads the message for its context. */
    InsightCall insightCall() {
        return insightCall;
    }

    /** If the prompt does not wait for the call, the call begins later, so that the model is asked first. */
    Uni<Insight> understoodWithin(Duration budget) {
        if (budget.isZero()) {
            return Uni.createFrom().item(Insight.NONE);
        }
        insightCall.begin();
        return insightCall.within(budget).onCancellation().invoke(insightCall::cancel);
    }

    /**
     * The prompt for the model, with this message's own context if it is known already.
     *
     * @param alreadySaid the answer so far, if it is to go on; otherwise empty
     */
    Prompt prompt(String alreadySaid) {
        return promptFrom(alreadySaid, insightCall.now().orElse(Insight.NONE));
    }

    /** The prompt for the rest of an answer that broke off on another pod. */
    Prompt promptFrom(String alreadySaid) {
        return promptFrom(alreadySaid, Insight.NONE);
    }

    private Prompt promptFrom(String alreadySaid, Insight insight) {
        if (given.isPresent()) {
            return new Prompt(List.of(), message, alreadySaid, given);
        }
        return new Prompt(conversations.included(session), message, alreadySaid)
                .withNotes(session.summary().text(), insight.context().orElse(session.context()));
    }

    /** Begins to read the message if that has not begun, and sends viewers the context. */
    void understand(Consumer<ReplyEvent> viewers) {
        conversations.soon(insightCall::begin);
        insightCall.whenThere(insight -> contextChanged(insight).ifPresent(viewers));
    }

    /** Empty if the context has not changed for viewers. */
    private Optional<ReplyEvent> contextChanged(Insight insight) {
        return insight.context()
                .filter(context -> !context.looksLike(session.context()))
                .map(context -> new ReplyEvent.ContextChanged(context.intent(), context.values()));
    }

    /** Ends this turn: writes it to the session, and does not fail if that fails. Waits a little for suggestions. */
    Uni<Insight> settle(ReplyId reply, Message answer, Outcome outcome) {
        if (given.isPresent() && !given.get().isRemembered()) {
            return Uni.createFrom().item(Insight.NONE);
        }
        return insightCall.within(conversations.suggestionsBudget()).call(() -> remember(reply, answer)
                .call(() -> conversations.handOn(ended(reply, answer, outcome)))
                .onFailure()
                .invoke(thrown -> LOG.warnf(
                        "The turn of reply %s could not be stored: the conversation continues without it", reply))
                .onFailure()
                .recoverWithNull());
    }

    /**
     * Writes this turn to the session, with its context if it is known. A context that comes later is written then. A
     * summary of what the next prompt has no room for is made in the background.
     */
    private Uni<Void> remember(ReplyId reply, Message answer) {
        Turn turn = new Turn(
                reply,
                List.of(Message.user(message), answer),
                written.writer(),
                written.place(),
                written.continued().stream().toList());
        Optional<Insight> there = insightCall.now();
        return conversations
                .append(user, session.id(), turn, there.flatMap(this::learned))
                .call(() -> given.flatMap(GivenPrompt::notes)
                        .map(notes -> conversations.begin(user, session.id(), notes))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .invoke(() -> {
                    if (there.isEmpty()) {
                        insightCall.whenThere(late -> learned(late).ifPresent(this::keep));
                    }
                    if (given.isEmpty()) {
                        conversations.shorten(user, session, turn);
                    }
                });
    }

    private EndedTurn ended(ReplyId reply, Message answer, Outcome outcome) {
        return new EndedTurn(
                user,
                session.id(),
                reply,
                written.writer(),
                written.place().parent(),
                message,
                answer,
                outcome.provider(),
                outcome.model());
    }

    private Optional<Context> learned(Insight insight) {
        return insight.context().filter(context -> !context.equals(session.context()));
    }

    private void keep(Context context) {
        conversations.keep(user, session.id(), context).subscribe().with(unused -> {});
    }
}
