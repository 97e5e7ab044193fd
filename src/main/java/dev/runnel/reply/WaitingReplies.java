package dev.runnel.reply;

import dev.runnel.ReplyEvent;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLog;
import dev.runnel.ledger.Takeover;
import dev.runnel.limit.Permit;
import dev.runnel.model.CallersLoop;
import dev.runnel.model.ModelEvent;
import dev.runnel.model.PreparedCall;
import dev.runnel.model.Prompt;
import dev.runnel.model.ReplyCalls;
import dev.runnel.model.ReplyModel;
import dev.runnel.session.Session;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Makes replies wait for their turn, and begins them when it has come. They hold no slot meanwhile. */
@Singleton
class WaitingReplies {

    private final ReplyQueue queue;
    private final RunningReplies running;
    private final Conversations conversations;
    private final Entrance entrance;
    private final ReadAhead readAhead;
    private final ReplyModel model;
    private final ReplyMetrics metrics;

    WaitingReplies(
            ReplyQueue queue,
            RunningReplies running,
            Conversations conversations,
            Entrance entrance,
            ReadAhead readAhead,
            ReplyModel model,
            ReplyMetrics metrics) {
        this.queue = queue;
        this.running = running;
        this.conversations = conversations;
        this.entrance = entrance;
        this.readAhead = readAhead;
        this.model = model;
        this.metrics = metrics;
    }

    /**
     * Makes a new reply wait.
     *
     * @param ask how the model is asked when its turn has come
     * @param follow a reply's events from the first one on, whichever pod writes it
     */
    WaitingReply add(
            ReplyHeader header,
            ReplyLog log,
            ReplyTiming timing,
            BiFunction<Prompt, ReplyCalls, Multi<ModelEvent>> ask,
            Function<ReplyId, Multi<SequencedEvent>> follow) {
        Waiter waiter = new Waiter(header, log, timing, ask, new Written(0, header.place(), header.continued()));
        WaitingReply reply = waiter.add(follow);
        reply.progress(ReplyEvent.Stage.QUEUED);
        reply.start();
        return reply;
    }

    /** Makes one wait on that waited on another pod. */
    void add(Takeover taken, Function<ReplyId, Multi<SequencedEvent>> follow) {
        ReplyTiming timing = metrics.begin(taken.header(), Span.getInvalid());
        new Waiter(
                        taken.header(),
                        taken.log(),
                        timing,
                        (prompt, calls) -> model.stream(prompt, calls, PreparedCall.NONE),
                        Written.of(taken))
                .add(follow)
                .start();
    }

    private final class Waiter {

        private final ReplyHeader header;
        private final ReplyLog log;
        private final ReplyTiming timing;
        private final BiFunction<Prompt, ReplyCalls, Multi<ModelEvent>> ask;
        private final Written written;
        /** The model is asked on the loop of the viewer's connection. */
        private final CallersLoop loop = new CallersLoop();

        private WaitingReply reply;

        Waiter(
                ReplyHeader header,
                ReplyLog log,
                ReplyTiming timing,
                BiFunction<Prompt, ReplyCalls, Multi<ModelEvent>> ask,
                Written written) {
            this.header = header;
            this.log = log;
            this.timing = timing;
            this.ask = ask;
            this.written = written;
        }

        WaitingReply add(Function<ReplyId, Multi<SequencedEvent>> follow) {
            reply = new WaitingReply(
                    header,
                    log,
                    queue,
                    timing,
                    running.whileWaiting(),
                    follow,
                    this::begin,
                    unknown -> entrance.free(header.user(), unknown),
                    () -> running.remove(header.reply(), reply));
            running.add(header.reply(), reply);
            return reply;
        }

        /**
         * False if the user, or this process, has no room for another reply yet: then it waits for that, too. The session
         * is read meanwhile; it has what was said until now, because those before have ended.
         */
        private Uni<Boolean> begin(String message) {
            return Uni.combine()
                    .all()
                    .unis(entrance.seat(header), readAhead.read(header))
                    .asTuple()
                    .flatMap(both -> both.getItem1()
                            .map(permit -> begin(header.asking(message), permit, both.getItem2()))
                            .orElseGet(() -> Uni.createFrom().item(false)));
        }

        private Uni<Boolean> begin(ReplyHeader asked, Permit permit, Optional<Session> session) {
            return conversations
                    .open(asked, written, session)
                    .emitOn(loop)
                    .invoke(conversation -> begin(asked, permit, conversation))
                    .onFailure()
                    .invoke(permit::release)
                    .replaceWith(true);
        }

        private void begin(ReplyHeader asked, Permit permit, Conversation conversation) {
            if (!reply.begins()) {
                // It was stopped meanwhile.
                conversation.insightCall().cancel();
                permit.release();
                return;
            }
            timing.begun();
            Reply begun = running.add(new OpenReply(asked, log, conversation, timing), permit);
            // First: whoever stops the one that waited stops this one.
            reply.begun(begun);
            begun.run("", ask.apply(conversation.prompt(""), timing.calls()));
            begun.lineChanged();
        }
    }
}
