package dev.runnel.reply;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyId;
import dev.runnel.TurnPlace;
import dev.runnel.ledger.EventLog;
import dev.runnel.ledger.Opening;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.limit.Admission;
import dev.runnel.limit.Permit;
import dev.runnel.limit.RateLimiter;
import dev.runnel.model.CallersLoop;
import dev.runnel.model.ModelEvent;
import dev.runnel.session.Session;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;

/** Starts replies: from the rate limit to the subscription to the model. */
@Singleton
class ReplyStarter {

    private final EarlierTurns turns;
    private final RateLimiter limiter;
    private final ReadAhead readAhead;
    private final Conversations conversations;
    private final EventLog ledger;
    private final RunningReplies running;
    private final ReplyDrain drain;
    private final ReplyMetrics metrics;

    ReplyStarter(
            EarlierTurns turns,
            RateLimiter limiter,
            ReadAhead readAhead,
            Conversations conversations,
            EventLog ledger,
            RunningReplies running,
            ReplyDrain drain,
            ReplyMetrics metrics) {
        this.turns = turns;
        this.limiter = limiter;
        this.readAhead = readAhead;
        this.conversations = conversations;
        this.ledger = ledger;
        this.running = running;
        this.drain = drain;
        this.metrics = metrics;
    }

    /**
     * @param request how the model is asked, once it is known what
     * @return the reply, before the model's first token; a refusal is a {@code FailureException}
     */
    Uni<ReplyId> start(Question question, Function<Question, ModelRequest> request) {
        // Must be read now: the rest may run on a thread that does not know the request.
        Span caller = Span.current();
        CallersLoop loop = new CallersLoop();
        return known(question)
                .flatMap(known -> known.map(Uni.createFrom()::item).orElseGet(() -> turns.find(question)
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

    /** The path of the data: rate limit, session, insight, ledger, and then the model's text into the ledger. */
    private Uni<ReplyId> begin(Question question, ModelRequest request, Span caller) {
        ReplyHeader asked = new ReplyHeader(ReplyId.random(), question.user(), question.session(), question.message())
                .answering(question.given())
                .noting(question.note())
                .at(question.place(), question.continued());
        ReplyTiming timing = metrics.begin(asked, caller);
        ReplyHeader header = asked.tracedAs(timing.trace().traceparent());
        CallersLoop loop = new CallersLoop();
        return timing.trace()
                // From here on everything runs on the caller's loop: the model is asked on the loop of the viewer's
                // connection.
                .ofBeginning(
                        letIn(question, header.reply(), request).emitOn(loop).flatMap(entry -> open(
                                        question, entry, header)
                                .emitOn(loop)
                                .map(opened -> switch (opened.opening()) {
                                    case Opening.Existing(ReplyId first) -> {
                                        entry.permit().release();
                                        request.drop();
                                        opened.conversation().insightCall().cancel();
                                        timing.trace().ended("joined");
                                        yield first;
                                    }
                                    case Opening.Opened(var log) -> {
                                        Conversation conversation = opened.conversation();
                                        Multi<ModelEvent> answer = request.ask(
                                                conversation.prompt(question.said()),
                                                timing.trace().span());
                                        running.add(header, log, conversation, entry.permit(), timing)
                                                .run(question.said(), answer);
                                        yield header.reply();
                                    }
                                })
                                .onFailure()
                                .invoke(entry.permit()::release)))
                .onFailure()
                .invoke(request::drop);
    }

    /**
     * Concurrent, and started in this order: if this pod itself refuses the question, no session is read and no call is
     * prepared.
     */
    private Uni<Entry> letIn(Question question, ReplyId reply, ModelRequest request) {
        return Uni.combine()
                .all()
                .unis(
                        admit(question, reply),
                        readAhead.read(question),
                        Uni.createFrom().voidItem().invoke(request::prepare))
                .with((permit, session, unused) -> new Entry(permit, session));
    }

    private record Entry(Permit permit, Optional<Session> session) {}

    /** Concurrent: neither needs the other, and the first token waits for both. */
    private Uni<Opened> open(Question question, Entry entry, ReplyHeader header) {
        Uni<Conversation> conversation = conversations.open(question, entry.session());
        return needsPlace(question)
                ? conversation.flatMap(there -> opened(header, question, atItsPlace(there)))
                : Uni.combine()
                        .all()
                        .unis(conversation, ledger.open(header, question.key()))
                        .with(Opened::new);
    }

    /** What may be refused is known before there is a log: nobody would ever end that. */
    private static boolean needsPlace(Question question) {
        return question.place() instanceof TurnPlace.After after && after.isRequired();
    }

    private static Conversation atItsPlace(Conversation conversation) {
        if (!conversation.hasPlace()) {
            conversation.insightCall().cancel();
            throw Failure.of(FailureCode.REPLY_UNKNOWN).asException();
        }
        return conversation;
    }

    private Uni<Opened> opened(ReplyHeader header, Question question, Conversation conversation) {
        return ledger.open(header, question.key()).map(opening -> new Opened(conversation, opening));
    }

    private record Opened(Conversation conversation, Opening opening) {}

    private Uni<Permit> admit(Question question, ReplyId reply) {
        if (drain.isDraining()) {
            return Uni.createFrom().failure(ReplyDrain.REFUSAL.asException());
        }
        return limiter.admit(question.user(), question.address(), reply).map(admission -> switch (admission) {
            case Admission.Allowed(Permit permit) -> {
                readAhead.admitted(question.user());
                yield permit;
            }
            case Admission.Refused(Failure failure) -> {
                readAhead.refused(question.user());
                throw failure.asException();
            }
        });
    }
}
