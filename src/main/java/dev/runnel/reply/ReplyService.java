package dev.runnel.reply;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FinishReason;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.ledger.EventLog;
import dev.runnel.ledger.LoggedReply;
import dev.runnel.ledger.Opening;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.limit.Admission;
import dev.runnel.limit.Permit;
import dev.runnel.limit.RateLimiter;
import dev.runnel.limit.Traffic;
import dev.runnel.model.CallersLoop;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.Prompt;
import dev.runnel.model.ReplyModel;
import dev.runnel.session.Session;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The path of a message, from the rate limit to the last word. */
@Singleton
public class ReplyService {

    private static final long BEFORE_THE_FIRST = -1;

    private final RateLimiter limiter;
    private final Traffic traffic;
    private final ReadAhead readAhead;
    private final Conversations conversations;
    private final ReplyModel model;
    private final EventLog ledger;
    private final RunningReplies running;
    private final ReplyTakeover takeover;
    private final ReplyDrain drain;
    private final ReplyMetrics metrics;

    ReplyService(
            RateLimiter limiter,
            Traffic traffic,
            ReadAhead readAhead,
            Conversations conversations,
            ReplyModel model,
            EventLog ledger,
            RunningReplies running,
            ReplyTakeover takeover,
            ReplyDrain drain,
            ReplyMetrics metrics) {
        this.limiter = limiter;
        this.traffic = traffic;
        this.readAhead = readAhead;
        this.conversations = conversations;
        this.model = model;
        this.ledger = ledger;
        this.running = running;
        this.takeover = takeover;
        this.drain = drain;
        this.metrics = metrics;
    }

    /**
     * Starts a reply, which then runs by itself; {@link #follow} shows it. A question whose idempotency key names a
     * reply already gets that one: it is not counted, and nothing is started.
     *
     * @return the reply, before the model's first word; a refusal is a {@code FailureException}
     */
    public Uni<ReplyId> start(Question question) {
        traffic.checkStream(question.user());
        return start(question, new ModelRequest.Streamed(model, question.message()));
    }

    private Uni<ReplyId> start(Question question, ModelRequest request) {
        // Read at once: what follows may run on a thread that does not know the request.
        Span caller = Span.current();
        return known(question)
                .flatMap(known -> known.map(Uni.createFrom()::item).orElseGet(() -> begin(question, request, caller)))
                // A client that goes away meanwhile cancels nothing: half a beginning would keep its slot and its log
                // for ever, and a reply that nobody follows ends by itself.
                .memoize()
                .indefinitely();
    }

    private Uni<Optional<ReplyId>> known(Question question) {
        return question.key().map(key -> ledger.find(question.user(), key)).orElseGet(() -> Uni.createFrom()
                .item(Optional.empty()));
    }

    /** The data path: rate limit, session, insight, ledger, and the model's words into the ledger until it is done. */
    private Uni<ReplyId> begin(Question question, ModelRequest request, Span caller) {
        ReplyHeader asked = new ReplyHeader(ReplyId.random(), question.user(), question.session(), question.message());
        ReplyTiming timing = metrics.begin(asked, caller);
        ReplyHeader header = asked.tracedAs(timing.trace().traceparent());
        CallersLoop loop = new CallersLoop();
        return timing.trace()
                // From here on there: the model is asked on the loop of the viewer's connection.
                .ofBeginning(letIn(question, request).emitOn(loop).flatMap(entry -> open(question, entry, header)
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
                                        conversation.prompt(), timing.trace().span());
                                running.add(header, log, conversation, entry.permit(), timing)
                                        .run(answer);
                                yield header.reply();
                            }
                        })
                        .onFailure()
                        .invoke(entry.permit()::release)))
                .onFailure()
                .invoke(request::drop);
    }

    /** Side by side, in this order: for what this pod refuses by itself nothing is read, and no call made ready. */
    private Uni<Entry> letIn(Question question, ModelRequest request) {
        return Uni.combine()
                .all()
                .unis(
                        admit(question),
                        readAhead.read(question),
                        Uni.createFrom().voidItem().invoke(request::prepare))
                .with((permit, session, unused) -> new Entry(permit, session));
    }

    private record Entry(Permit permit, Optional<Session> session) {}

    /** Side by side, for neither needs the other and the first word waits for both. */
    private Uni<Opened> open(Question question, Entry entry, ReplyHeader header) {
        return Uni.combine()
                .all()
                .unis(conversations.open(question, entry.session()), ledger.open(header, question.key()))
                .with(Opened::new);
    }

    private record Opened(Conversation conversation, Opening opening) {}

    /**
     * The same path for who wants the whole reply at once; its provider is asked for that. A question whose idempotency
     * key names a reply already gets the whole of that one: it may come from a client whose stream was kept back on its
     * way.
     */
    public Uni<WholeReply> answer(Question question) {
        return start(question, this::atOnce)
                .flatMap(reply -> events(question.user(), reply, BEFORE_THE_FIRST)
                        .collect()
                        .asList())
                .map(WholeReply::of);
    }

    /** The whole answer at once, in the words of one that is made piece by piece. */
    private Multi<ModelEvent> atOnce(Prompt prompt, Span reply) {
        return model.answer(prompt, reply)
                .onItem()
                .transformToMulti(answer -> answer.text().isEmpty()
                        ? Multi.createFrom().item(answer.finished())
                        : Multi.createFrom().items(new ModelEvent.Token(answer.text()), answer.finished()));
    }

    /**
     * Whether a viewer that has seen this event has seen all. Fails with {@code REPLY_UNKNOWN} when there is no such
     * reply of this user; another user's is none.
     */
    public Uni<Boolean> isReadUpTo(UserId user, ReplyId reply, long seq) {
        return traffic.read(user).chain(() -> find(user, reply)).map(logged -> logged.isReadUpTo(seq));
    }

    /** The reply that runs in this session; empty when none does. */
    public Uni<Optional<ReplyId>> findRunning(UserId user, SessionId session) {
        return traffic.read(user).chain(() -> ledger.running(user, session));
    }

    /**
     * A reply's events after {@code after}, past and future, whichever pod writes it and when that dies. Fails as
     * {@link #isReadUpTo} does. Ends without a terminal event when this process shuts down: the rest is elsewhere.
     *
     * @param after -1 for all
     * @throws dev.runnel.FailureException when the user, or this pod, has too many streams open
     */
    public Multi<SequencedEvent> follow(UserId user, ReplyId reply, long after) {
        traffic.checkStream(user);
        AtomicBoolean toTheEnd = new AtomicBoolean();
        return events(user, reply, after)
                .onSubscription()
                .invoke(() -> traffic.opened(user))
                .invoke(event -> toTheEnd.setRelease(event.isTerminal()))
                .onTermination()
                .invoke(() -> {
                    traffic.closed(user);
                    metrics.left(toTheEnd.get());
                });
    }

    private Multi<SequencedEvent> events(UserId user, ReplyId reply, long after) {
        return find(user, reply).onItem().transformToMulti(logged -> takeover.follow(reply, after));
    }

    /** The same for a viewer that comes to a reply which it, or another, has asked for before. */
    public Multi<SequencedEvent> resume(UserId user, ReplyId reply, long after) {
        metrics.resumed();
        return follow(user, reply, after);
    }

    /** Ends a reply with what it has; does nothing when it has ended. Fails as {@link #isReadUpTo} does. */
    public Uni<Void> stop(UserId user, ReplyId reply) {
        return traffic.delete(user).chain(() -> find(user, reply)).flatMap(logged -> running.find(reply)
                .map(here -> {
                    here.stop(FinishReason.STOPPED);
                    return Uni.createFrom().voidItem();
                })
                .orElseGet(() -> logged.ended() ? Uni.createFrom().voidItem() : ledger.requestStop(reply)));
    }

    /** The reply, if it is this user's; fails as {@link #isReadUpTo} does. */
    Uni<LoggedReply> find(UserId user, ReplyId reply) {
        return ledger.find(user, reply)
                .map(found -> found.orElseThrow(
                        () -> Failure.of(FailureCode.REPLY_UNKNOWN).asException()));
    }

    private Uni<Permit> admit(Question question) {
        if (drain.isDraining()) {
            return Uni.createFrom().failure(ReplyDrain.REFUSAL.asException());
        }
        return limiter.admit(question.user(), question.address()).map(admission -> switch (admission) {
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
