package dev.runnel.reply;

import dev.runnel.ReplyId;
import dev.runnel.TurnPlace;
import dev.runnel.When;
import dev.runnel.ledger.EventLog;
import dev.runnel.ledger.Opening;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLine;
import dev.runnel.ledger.ReplyLog;
import dev.runnel.limit.Permit;
import dev.runnel.model.CallersLoop;
import dev.runnel.model.ModelEvent;
import dev.runnel.session.Session;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Starts replies: from the rate limit to the subscription to the model, or to the place in the line. */
@Singleton
class ReplyStarter {

    private final EarlierTurns turns;
    private final Entrance entrance;
    private final ReadAhead readAhead;
    private final Conversations conversations;
    private final EventLog ledger;
    private final ReplyQueue queue;
    private final RunningReplies running;
    private final WaitingReplies waiting;
    private final ReplyTakeover takeover;
    private final SteeredReplies steered;
    private final ReplyMetrics metrics;

    ReplyStarter(
            EarlierTurns turns,
            Entrance entrance,
            ReadAhead readAhead,
            Conversations conversations,
            EventLog ledger,
            ReplyQueue queue,
            RunningReplies running,
            WaitingReplies waiting,
            ReplyTakeover takeover,
            SteeredReplies steered,
            ReplyMetrics metrics) {
        this.turns = turns;
        this.entrance = entrance;
        this.readAhead = readAhead;
        this.conversations = conversations;
        this.ledger = ledger;
        this.queue = queue;
        this.running = running;
        this.waiting = waiting;
        this.takeover = takeover;
        this.steered = steered;
        this.metrics = metrics;
    }

    /**
     * @param request how the model is asked, once it is known what
     * @return the reply, before the model's first token; a refusal is a {@code FailureException}
     */
    Uni<Started> start(Question question, Function<Question, ModelRequest> request) {
        // Must be read now: the rest may run on a thread that does not know the request.
        Span caller = Span.current();
        CallersLoop loop = new CallersLoop();
        return known(question)
                .flatMap(known -> known.map(reply -> joined(question, reply)).orElseGet(() -> turns.find(question)
                        .emitOn(loop)
                        .flatMap(found -> begin(found, request.apply(found), caller))))
                // A client that disconnects meanwhile cancels nothing: a half-started reply would keep its slot and its
                // log forever. A reply without viewers ends by itself.
                .memoize()
                .indefinitely();
    }

    private Uni<Optional<ReplyId>> known(Question question) {
        return question.key().map(key -> ledger.find(question.user(), key)).orElseGet(() -> Uni.createFrom()
                .item(Optional.empty()));
    }

    /** The reply of an earlier request with the same key, or the one that has taken it in. */
    private Uni<Started> joined(Question question, ReplyId reply) {
        return SteeredReplies.isSteer(question)
                ? steered.find(reply)
                : Uni.createFrom().item(Started.of(reply));
    }

    /** The path of the data: rate limit, session, insight, ledger, and then the model's text into the ledger. */
    private Uni<Started> begin(Question question, ModelRequest request, Span caller) {
        ReplyHeader asked = new ReplyHeader(ReplyId.random(), question.user(), question.session(), question.message())
                .answering(question.given())
                .noting(question.note())
                .at(question.place(), question.continued());
        ReplyTiming timing = metrics.begin(asked, caller);
        ReplyHeader header = asked.tracedAs(timing.trace().traceparent());
        Starting starting = new Starting(question, header, request, timing);
        return timing.trace()
                // From here on everything runs on the caller's loop: the model is asked on the loop of the viewer's
                // connection.
                .ofBeginning(SteeredReplies.isSteer(question) ? claim(starting) : enter(starting))
                .onFailure()
                .invoke(request::drop);
    }

    /** What is in the line may be taken in before it has a log: so of equal ones, only one comes into the line. */
    private Uni<Started> claim(Starting starting) {
        CallersLoop loop = new CallersLoop();
        return steered.claim(starting).emitOn(loop).flatMap(first -> first.map(other -> existing(starting, other))
                .orElseGet(() -> enter(starting).onFailure().call(() -> steered.release(starting))));
    }

    private Uni<Started> enter(Starting starting) {
        CallersLoop loop = new CallersLoop();
        return entrance.enter(starting.question(), starting.header())
                .emitOn(loop)
                .flatMap(line -> line.map(waits -> wait(starting, waits)).orElseGet(() -> run(starting)));
    }

    /**
     * Concurrent, and started in this order: if this pod itself refuses the question, no session is read and no call is
     * prepared.
     */
    private Uni<Entry> letIn(Starting starting) {
        return Uni.combine()
                .all()
                .unis(
                        entrance.admit(starting.question(), starting.header().reply()),
                        readAhead.read(starting.question()),
                        Uni.createFrom().voidItem().invoke(starting.request()::prepare))
                .with((permit, session, unused) -> new Entry(permit, session));
    }

    private record Entry(Permit permit, Optional<Session> session) {}

    private Uni<Started> run(Starting starting) {
        CallersLoop loop = new CallersLoop();
        return letIn(starting)
                .onFailure()
                .call(() -> starting.question().joins().isPresent()
                        ? leave(starting)
                        : Uni.createFrom().voidItem())
                .emitOn(loop)
                .flatMap(entry -> run(starting.seeing(entry.session()), entry)
                        .onFailure()
                        .call(() -> leave(starting).invoke(entry.permit()::release)));
    }

    private Uni<Started> run(Starting starting, Entry entry) {
        CallersLoop loop = new CallersLoop();
        return open(starting.question(), entry.session(), starting.header())
                .emitOn(loop)
                .flatMap(opened -> run(starting, opened, entry.permit()));
    }

    private Uni<Void> leave(Starting starting) {
        return queue.leave(starting.header(), List.of()).replaceWithVoid();
    }

    private Uni<Started> run(Starting starting, Opened opened, Permit permit) {
        return switch (opened.opening()) {
            case Opening.Existing(ReplyId first) -> {
                permit.release();
                opened.conversation().insightCall().cancel();
                yield existing(starting, first);
            }
            case Opening.Opened(var log) -> {
                String said = starting.question().said();
                Multi<ModelEvent> answer = starting.request()
                        .ask(
                                opened.conversation().prompt(said),
                                starting.timing().calls());
                running.add(new OpenReply(starting.header(), log, opened.conversation(), starting.timing()), permit)
                        .run(said, answer);
                yield Uni.createFrom().item(Started.of(starting.header().reply()));
            }
        };
    }

    /** What another request with the same key has started in this moment. */
    private Uni<Started> existing(Starting starting, ReplyId first) {
        starting.request().drop();
        starting.timing().trace().ended("joined");
        return leave(starting).chain(() -> joined(starting.question(), first));
    }

    /** It takes its place in the tree of turns when it begins. */
    private Uni<Started> wait(Starting starting, ReplyLine line) {
        starting.request().drop();
        ReplyHeader header =
                starting.header().at(TurnPlace.NEXT, Optional.empty()).waiting();
        When when = starting.question().joins().orElse(When.QUEUE);
        CallersLoop loop = new CallersLoop();
        return ledger.open(header, starting.question().key())
                .emitOn(loop)
                .flatMap(opening -> switch (opening) {
                    case Opening.Existing(ReplyId first) -> existing(starting, first);
                    case Opening.Opened(ReplyLog log) -> {
                        metrics.queued(when);
                        WaitingReply reply =
                                waiting.add(header, log, starting.timing(), starting.request()::ask, takeover::follow);
                        queue.tell(line);
                        yield when == When.STEER
                                ? reply.answer()
                                : Uni.createFrom().item(Started.of(header.reply()));
                    }
                })
                .emitOn(loop)
                .onFailure()
                .call(() -> queue.leave(header, List.of()));
    }

    /** Concurrent: neither needs the other, and the first token waits for both. */
    private Uni<Opened> open(Question question, Optional<Session> session, ReplyHeader header) {
        Uni<Conversation> conversation = conversations.open(question, session);
        return needsPlace(question)
                ? conversation
                        .flatMap(there -> turns.require(question, there))
                        .flatMap(there -> opened(header, question, there))
                : Uni.combine()
                        .all()
                        .unis(conversation, ledger.open(header, question.key()), inLine(question, header))
                        .with((there, opening, unused) -> new Opened(there, opening));
    }

    /** One that does not wait takes its place beside what else it needs. */
    private Uni<Void> inLine(Question question, ReplyHeader header) {
        return question.joins().isPresent() ? Uni.createFrom().voidItem() : queue.begin(header);
    }

    /** What may be refused is known before there is a log: nobody would ever end that. */
    private static boolean needsPlace(Question question) {
        return question.place() instanceof TurnPlace.After after && after.isRequired();
    }

    private Uni<Opened> opened(ReplyHeader header, Question question, Conversation conversation) {
        return ledger.open(header, question.key())
                .call(() -> inLine(question, header))
                .map(opening -> new Opened(conversation, opening));
    }

    private record Opened(Conversation conversation, Opening opening) {}
}
