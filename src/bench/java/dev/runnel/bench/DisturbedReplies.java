package dev.runnel.bench;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Replies of all kinds: most are plain, and each of the others is disturbed once. */
final class DisturbedReplies {

    /** Longer than {@code runnel.reply.slow-viewer-timeout}, so that some viewers are cut off. */
    private static final int NOT_READING_MS = 40_000;

    /** More than what fits between two sockets. */
    private static final int LONG = 20_000;

    private static final int COMING_BACK_MS = 300;

    private final Load load;
    private final Target target;
    private final Tally tally;
    /** Always the same sequence: two runs are comparable. */
    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

    private int count;

    DisturbedReplies(Load load, Target target, Tally tally) {
        this.load = load;
        this.target = target;
        this.tally = tally;
    }

    /** Starts one more reply. */
    void next() {
        int kind = random.nextInt(100);
        if (kind < 70) {
            start(ScriptedReply.of(20 + random.nextInt(300), 20 + random.nextInt(80)));
        } else if (kind < 78) {
            later(start(order(ScriptedReply.Fault.NONE, 50)), 500 + random.nextInt(4000), Followed::leave);
        } else if (kind < 82) {
            later(start(order(ScriptedReply.Fault.NONE, 50)), 500 + random.nextInt(4000), Followed::stop);
        } else if (kind < 86) {
            later(start(order(ScriptedReply.Fault.NONE, 50)), 500 + random.nextInt(4000), Followed::comeBack);
        } else if (kind < 90) {
            start(order(ScriptedReply.Fault.REFUSED, 20));
        } else if (kind < 91) {
            later(
                    start(new ScriptedReply(LONG, 1, ScriptedReply.Fault.NONE, "reply-" + count)),
                    200,
                    Followed::stopReading);
        } else {
            ScriptedReply.Fault[] faults = ScriptedReply.Fault.values();
            start(order(faults[1 + random.nextInt(faults.length - 1)], 30));
        }
    }

    private ScriptedReply order(ScriptedReply.Fault fault, int intervalMs) {
        return new ScriptedReply(fault == ScriptedReply.Fault.NONE ? 200 : 60, intervalMs, fault, "reply-" + count);
    }

    private Followed start(ScriptedReply order) {
        // Some users talk on, in a conversation of their own; most come once.
        String user = count % 10 == 0 ? load.newUser() : "guest-" + count;
        count++;
        Viewer viewer = new Viewer(order, tally);
        return new Followed(user, viewer, load.follow(target, order, user, viewer));
    }

    private void later(Followed followed, int millis, Consumer<Followed> disturbance) {
        load.vertx().setTimer(millis, unused -> {
            if (!followed.viewer().isEnded() && !followed.viewer().replyId().isEmpty()) {
                disturbance.accept(followed);
            }
        });
    }

    /**
     * A reply, and who follows it.
     *
     * @param read completes when the first connection has ended
     */
    private final class Followed {

        private final String user;
        private final Viewer viewer;
        private final Future<Viewer> read;

        Followed(String user, Viewer viewer, Future<Viewer> read) {
            this.user = user;
            this.viewer = viewer;
            this.read = read;
        }

        Viewer viewer() {
            return viewer;
        }

        void leave() {
            viewer.leave();
        }

        void stop() {
            viewer.expectStop();
            load.send(target, HttpMethod.DELETE, target.path(user, true) + "/" + viewer.replyId(), "");
        }

        void comeBack() {
            resumeAfterwards();
            viewer.disconnect();
        }

        void stopReading() {
            resumeAfterwards();
            viewer.pause();
            load.vertx().setTimer(NOT_READING_MS, unused -> viewer.resume());
        }

        private void resumeAfterwards() {
            viewer.willReturn();
            read.onSuccess(unused -> load.vertx().setTimer(COMING_BACK_MS, timer -> {
                if (!viewer.isEnded()) {
                    load.resume(target, user, viewer);
                }
            }));
        }
    }
}
