package dev.runnel.reply;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.ledger.EventLog;
import dev.runnel.ledger.LoggedReply;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.limit.Traffic;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.Prompt;
import dev.runnel.model.ReplyCalls;
import dev.runnel.model.ReplyModel;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** What a front can do with replies: start them, follow them, and stop them. */
@Singleton
public class ReplyService {

    private static final Logger LOG = Logger.getLogger(ReplyService.class);
    private static final long BEFORE_THE_FIRST = -1;

    private final ReplyStarter starter;
    private final Traffic traffic;
    private final ReplyModel model;
    private final EventLog ledger;
    private final RunningReplies running;
    private final ReplyTakeover takeover;
    private final CurrentReplies current;
    private final WaitingMessages waiting;
    private final ReplyMetrics metrics;

    ReplyService(
            ReplyStarter starter,
            Traffic traffic,
            ReplyModel model,
            EventLog ledger,
            RunningReplies running,
            ReplyTakeover takeover,
            CurrentReplies current,
            WaitingMessages waiting,
            ReplyMetrics metrics) {
        this.starter = starter;
        this.traffic = traffic;
        this.model = model;
        this.ledger = ledger;
        this.running = running;
        this.takeover = takeover;
        this.current = current;
        this.waiting = waiting;
        this.metrics = metrics;
    }

    /**
     * Starts a reply, which then runs by itself; {@link #follow} returns its events. If there is already a reply with
     * the question's idempotency key, that reply is returned: the question does not count, and nothing is started.
     *
     * @return the reply, before the model's first token, or while it waits for its turn; a refusal is a {@code
     *     FailureException}. It is {@code REPLY_UNKNOWN} or {@code REQUEST_INVALID} if the question needs an earlier turn that is not kept,
     *     that has not ended, or that cannot go on; {@code QUEUE_FULL} if it had to wait and too many do
     * @throws dev.runnel.FailureException if the user has too many streams open, or with {@code REQUEST_INVALID} if no
     *     provider can take the given prompt
     */
    public Uni<Started> start(Question question) {
        traffic.checkStream(question.user());
        question.given().ifPresent(model::check);
        return starter.start(question, asked -> new ModelRequest.Streamed(model, asked));
    }

    /**
     * The same for a client that wants the whole reply at once; the provider is asked without streaming. If there is
     * already a reply with the question's idempotency key, the client gets all of it: its stream may have been blocked
     * on the way.
     */
    public Uni<WholeReply> answer(Question question) {
        question.given().ifPresent(model::check);
        // A provider that answers at once may begin anew, and only a stream is joined to what was said before.
        return starter.start(
                        question,
                        asked -> asked.said().isEmpty() ? this::atOnce : new ModelRequest.Streamed(model, asked))
                .flatMap(started -> events(question.user(), started.reply(), BEFORE_THE_FIRST)
                        .collect()
                        .asList())
                .map(WholeReply::of);
    }

    /** The whole answer as the events of a streamed one. */
    private Multi<ModelEvent> atOnce(Prompt prompt, ReplyCalls reply) {
        return model.answer(prompt, reply).onItem().transformToMulti(answer -> Multi.createFrom()
                .items(
                        new ModelEvent.Reasoning(answer.reasoning()),
                        new ModelEvent.Token(answer.text()),
                        answer.finished())
                .skip()
                .where(ReplyService::isEmpty));
    }

    private static boolean isEmpty(ModelEvent event) {
        return switch (event) {
            case ModelEvent.Reasoning(String thought) -> thought.isEmpty();
            case ModelEvent.Token(String text) -> text.isEmpty();
            default -> false;
        };
    }

    /**
     * Whether a viewer that has seen this event has seen everything. Fails with {@code REPLY_UNKNOWN} if this user has
     * no such reply.
     */
    public Uni<Boolean> isReadUpTo(UserId user, ReplyId reply, long seq) {
        return traffic.read(user).chain(() -> find(user, reply)).map(logged -> logged.isReadUpTo(seq));
    }

    /** The reply that is running in this session, or if none is the first one that waits; empty if there is none. */
    public Uni<Optional<ReplyId>> findRunning(UserId user, SessionId session) {
        return traffic.read(user)
                .chain(() -> current.find(user, session))
                .map(found -> found.map(logged -> logged.header().reply()));
    }

    /**
     * A reply's events after {@code after}, past and future, whichever pod writes it and even if that pod dies. Fails
     * as {@link #isReadUpTo} does. Ends without a terminal event if this process shuts down: another pod has the rest.
     *
     * @param after -1 for all
     * @throws dev.runnel.FailureException if the user, or this pod, has too many streams open
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

    /**
     * A reply as it is now, with its events so far. Fails as {@link #isReadUpTo} does. A reply whose pod is gone is
     * continued, as for a viewer.
     */
    public Uni<KnownReply> look(UserId user, ReplyId reply) {
        return traffic.read(user).chain(() -> find(user, reply)).flatMap(logged -> soFar(logged)
                .map(events -> known(logged, events)));
    }

    /** Without the events. */
    public Uni<KnownReply> describe(UserId user, ReplyId reply) {
        return traffic.read(user).chain(() -> find(user, reply)).map(logged -> known(logged, List.of()));
    }

    private static KnownReply known(LoggedReply logged, List<SequencedEvent> events) {
        ReplyHeader header = logged.header();
        return new KnownReply(header.session(), header.question(), header.note(), events);
    }

    private Uni<List<SequencedEvent>> soFar(LoggedReply logged) {
        ReplyId reply = logged.header().reply();
        if (!logged.ended() && running.find(reply).isEmpty()) {
            watch(logged);
        }
        return logged.lastSeq() < 0
                ? Uni.createFrom().item(List.of())
                : takeover.follow(reply, BEFORE_THE_FIRST)
                        .select()
                        .first(logged.lastSeq() + 1)
                        .collect()
                        .asList();
    }

    /**
     * Follows the reply until its next event, at most a heartbeat: only a viewer notices that the reply's pod is gone.
     */
    private void watch(LoggedReply logged) {
        UserId user = logged.header().user();
        Multi.createFrom()
                .deferred(() -> {
                    traffic.checkStream(user);
                    traffic.opened(user);
                    return takeover.follow(logged.header().reply(), logged.lastSeq())
                            .onTermination()
                            .invoke(() -> traffic.closed(user));
                })
                .select()
                .first(1)
                .subscribe()
                .with(event -> {}, unwatched -> LOG.debugf("not watched: %s", unwatched.toString()));
    }

    /** As {@link #follow}, for a viewer that resumes or joins a reply; counts it as a resume. */
    public Multi<SequencedEvent> resume(UserId user, ReplyId reply, long after) {
        metrics.resumed();
        return follow(user, reply, after);
    }

    /** Ends a reply with the text so far; does nothing if it has ended. Fails as {@link #isReadUpTo} does. */
    public Uni<Void> stop(UserId user, ReplyId reply) {
        return traffic.delete(user)
                .chain(() -> find(user, reply))
                .flatMap(logged -> logged.ended() ? Uni.createFrom().voidItem() : waiting.stop(logged));
    }

    /** The same for the reply that runs in this session, if one does; {@code REPLY_UNREACHABLE} if that is unknown. */
    public Uni<Void> stopRunning(UserId user, SessionId session) {
        return traffic.read(user)
                .chain(() -> current.findForSure(user, session))
                .flatMap(found -> found.map(logged -> stop(user, logged.header().reply()))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** As {@link #stop}, and waits for the end; after {@code patience} returns what there is. */
    public Uni<KnownReply> stopped(UserId user, ReplyId reply, Duration patience) {
        return stop(user, reply)
                .chain(() -> events(user, reply, BEFORE_THE_FIRST)
                        .collect()
                        .last()
                        .ifNoItem()
                        .after(patience)
                        .recoverWithItem((SequencedEvent) null))
                .chain(() -> look(user, reply));
    }

    /** The reply, if it is this user's; fails as {@link #isReadUpTo} does. */
    Uni<LoggedReply> find(UserId user, ReplyId reply) {
        return ledger.find(user, reply)
                .map(found -> found.orElseThrow(
                        () -> Failure.of(FailureCode.REPLY_UNKNOWN).asException()));
    }
}
