package dev.runnel.reply;

import dev.runnel.Context;
import dev.runnel.GivenPrompt;
import dev.runnel.Message;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.TurnPlace;
import dev.runnel.UserId;
import dev.runnel.insight.InsightCall;
import dev.runnel.insight.InsightConfig;
import dev.runnel.insight.InsightService;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.Takeover;
import dev.runnel.model.HistoryWindow;
import dev.runnel.model.ModelConfig;
import dev.runnel.session.Session;
import dev.runnel.session.SessionConfig;
import dev.runnel.session.SessionStore;
import dev.runnel.session.Summary;
import dev.runnel.session.Turn;
import dev.runnel.webhook.EndedTurn;
import dev.runnel.webhook.TurnWebhook;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Opens conversations for their next turn, and stores what a turn adds to them. */
@ApplicationScoped
class Conversations {

    /** A fast provider begins to answer within this time. Reading the message at once would compete with it for CPU. */
    private static final long SOON_MS = 20;

    private final Vertx vertx;
    private final SessionStore sessions;
    private final InsightService insights;
    private final TurnWebhook webhook;
    private final InsightConfig insight;
    private final int historyTokens;
    private final int keptMessages;

    Conversations(
            Vertx vertx,
            SessionStore sessions,
            InsightService insights,
            TurnWebhook webhook,
            InsightConfig insight,
            ModelConfig model,
            SessionConfig session) {
        this.vertx = vertx;
        this.sessions = sessions;
        this.insights = insights;
        this.webhook = webhook;
        this.insight = insight;
        this.historyTokens = model.historyTokens();
        this.keptMessages = session.maxMessages();
    }

    /**
     * Opens a conversation for a new message. The session may have been read already. Waits for the message's own
     * context only if prompts are configured to.
     */
    Uni<Conversation> open(Question question, Optional<Session> alreadyRead) {
        if (question.given().isPresent()) {
            return given(question.user(), question.session(), question.message(), question.given(), Written.NEW);
        }
        Uni<Session> session = session(question.user(), question.session(), question.place(), alreadyRead);
        Written written = new Written(0, question.place(), question.continued());
        return question.continued().isPresent()
                ? session.map(read -> opened(question.user(), read, question.message(), InsightCall.NONE, written))
                : understood(question.user(), session, question.message(), written);
    }

    /** The same for a message that has waited for its turn: it follows the newest turn of now. */
    Uni<Conversation> open(ReplyHeader header, Written written, Optional<Session> alreadyRead) {
        Uni<Session> session = session(header.user(), header.session(), header.place(), alreadyRead);
        return understood(header.user(), session, header.question(), written);
    }

    private Uni<Session> session(UserId user, SessionId session, TurnPlace place, Optional<Session> alreadyRead) {
        return alreadyRead.map(Uni.createFrom()::item).orElseGet(() -> sessions.load(user, session, place));
    }

    /** Opens a conversation for a message whose reply has begun on another pod. */
    Uni<Conversation> reopen(Takeover taken) {
        ReplyHeader header = taken.header();
        if (header.given().isPresent()) {
            return given(header.user(), header.session(), header.question(), header.given(), Written.of(taken));
        }
        return sessions.load(header.user(), header.session(), header.place())
                .map(session -> opened(header.user(), session, header.question(), InsightCall.NONE, Written.of(taken)));
    }

    private Uni<Conversation> understood(UserId user, Uni<Session> session, String message, Written written) {
        return session.map(read -> opened(user, read, message, insights.understand(read.context(), message), written))
                .call(conversation -> conversation.understoodWithin(insight.budget()));
    }

    private Conversation opened(UserId user, Session session, String message, InsightCall call, Written written) {
        return new Conversation(this, user, session, message, Optional.empty(), call, written.seeing(session));
    }

    /** The caller keeps the conversation: nothing is read of a session, and nothing is found out about it. */
    private Uni<Conversation> given(
            UserId user, SessionId session, String message, Optional<GivenPrompt> given, Written written) {
        return Uni.createFrom()
                .item(new Conversation(this, user, Session.empty(session), message, given, InsightCall.NONE, written));
    }

    /** The answer of a reply, if it is kept already: it had ended, and just its viewers were not told. */
    Uni<Optional<Message>> kept(ReplyHeader header) {
        // Of tools that the model called no session knows.
        boolean isKept = header.given()
                .map(prompt -> prompt.isRemembered() && prompt.options().tools().isEmpty())
                .orElse(true);
        return isKept ? answerTo(header) : Uni.createFrom().item(Optional.empty());
    }

    private Uni<Optional<Message>> answerTo(ReplyHeader header) {
        return sessions.find(header.user(), header.session())
                .map(found -> found.stream()
                        .flatMap(transcript -> transcript.turns().stream())
                        .filter(turn -> turn.reply().equals(header.reply()))
                        .flatMap(turn -> turn.answer().stream())
                        .findFirst())
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    /** Runs work a little later, so that it does not delay the first token. */
    void soon(Runnable action) {
        vertx.setTimer(SOON_MS, unused -> action.run());
    }

    /** How long a reply's end may wait for suggestions. */
    Duration suggestionsBudget() {
        return insight.suggestionsBudget();
    }

    /** The messages that a prompt contains: the newest that are not in the summary. */
    List<Message> included(Session session) {
        return asSaid(HistoryWindow.of(unsummarized(session), historyTokens).included());
    }

    private static List<Message> asSaid(List<Message> messages) {
        return messages.stream().flatMap(message -> message.asSaid().stream()).toList();
    }

    Uni<Void> append(UserId user, SessionId id, Turn turn, Optional<Context> context) {
        return sessions.append(user, id, turn, context);
    }

    /** Leaves to a session that has begun with one turn what was said before that: later prompts have it from there. */
    Uni<Void> begin(UserId user, SessionId id, String notes) {
        return sessions.find(user, id)
                .map(kept ->
                        kept.stream().mapToInt(there -> there.turns().size()).sum())
                .flatMap(turns -> turns == 1
                        ? sessions.setSummary(user, id, Summary.ofBefore(notes))
                        : Uni.createFrom().voidItem());
    }

    /** Hands on a turn that is stored. Never fails. */
    Uni<Void> handOn(EndedTurn turn) {
        return webhook.ended(turn);
    }

    /** The same for one that a pod has stored which is gone: it may not have come to that. */
    Uni<Void> handOnAgain(Takeover taken, Message answer) {
        ReplyHeader header = taken.header();
        return handOn(new EndedTurn(
                header.user(),
                header.session(),
                header.reply(),
                taken.writer(),
                header.place().parent(),
                header.question(),
                answer,
                "none",
                "none"));
    }

    Uni<Void> keep(UserId user, SessionId id, Context context) {
        return sessions.setContext(user, id, context);
    }

    /**
     * Summarizes the older half of what prompts contain before prompts have no room for it. Starts at three quarters of
     * the room in prompts and in the store. Not every turn: each summary is a call, and loses a little.
     */
    void shorten(UserId user, Session session, Turn turn) {
        List<Message> messages = Stream.concat(unsummarized(session).stream(), turn.messages().stream())
                .toList();
        boolean full = HistoryWindow.tokens(messages) * 4 > historyTokens * 3 || messages.size() * 4 > keptMessages * 3;
        if (!full) {
            return;
        }
        List<Message> newest = messages.subList(Math.max(0, messages.size() - keptMessages / 2), messages.size());
        int included = HistoryWindow.of(newest, historyTokens / 2).included().size();
        List<Message> omitted = messages.subList(0, messages.size() - included);
        long covers = Math.max(session.dropped(), session.summary().covers()) + omitted.size();
        List<ReplyId> turns = Stream.concat(session.turns().stream(), Stream.of(turn))
                .flatMap(one -> Collections.nCopies(one.messages().size(), one.reply()).stream())
                .toList();
        Optional<ReplyId> last = Optional.of(turns.get(Math.max(0, turns.size() - included - 1)));
        insights.summarize(session.summary().text(), asSaid(omitted))
                .chain(made -> made.map(
                                text -> sessions.setSummary(user, session.id(), new Summary(text, covers, last)))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .subscribe()
                .with(unused -> {});
    }

    private static List<Message> unsummarized(Session session) {
        long known = session.summary().covers() - session.dropped();
        int first = Math.clamp(known, 0, session.messages().size());
        return session.messages().subList(first, session.messages().size());
    }
}
