package dev.runnel.storm;

import dev.runnel.storm.FaultDiary.Standing;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** Talks until the storm is over: one conversation after the other, each of some questions. */
final class StormUser {

    /** Pods that were slow, or away from Redis, have told by then what they know. */
    private static final Duration TOLD = Duration.ofSeconds(8);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(400);
    private static final int STORIES = 10_000;

    private final int seat;
    private final StormRun storm;
    private final RandomGenerator random;
    private int asked;

    StormUser(int seat, StormRun storm) {
        this.seat = seat;
        this.storm = storm;
        this.random = storm.seed().random("user", seat);
    }

    void talk() {
        try {
            storm.clock()
                    .pass(Duration.ofMillis(random.nextLong(storm.plan().calm().toMillis())));
            while (!storm.isOver()) {
                converse("user-" + seat + "-" + asked, 1 + random.nextInt(3));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void converse(String user, int questions) throws InterruptedException {
        boolean placeMayBeKept = false;
        for (int i = 0; i < questions && !storm.isOver(); i++) {
            int story = seat * STORIES + asked++;
            Question question = new Question(user, "s", story, words());
            ViewedReply reply = new ViewedReply(
                    question, storm.pods(), storm.clock(), storm.seed().random("reply", story));
            reply.read();
            placeMayBeKept |= reply.door().hasKilledPod() || storm.standing(reply) == Standing.BOTH;
            if (reply.door().wasRefused()) {
                refused(reply, placeMayBeKept);
                return;
            }
            judge(reply);
            storm.report().ended(reply, placeMayBeKept);
            if (!reply.viewers().getFirst().hasSeenTheEnd()) {
                return;
            }
        }
    }

    /** For two to ten seconds, and longer at a slow pace. */
    private int words() {
        return (int) (random.nextLong(1_500, 7_000) / storm.plan().pace().toMillis());
    }

    /** A killed pod gives nothing back, nor one that went while Redis was away: what it had taken frees itself later. */
    private void refused(ViewedReply reply, boolean placeMayBeKept) {
        if (placeMayBeKept) {
            storm.report().placeKeptByKilledPod();
        } else {
            Violation violation = new Violation(
                    Violation.Kind.PLACE_KEPT,
                    reply.question().user() + " was refused for too long: "
                            + reply.viewers().getFirst().visits());
            storm.violations()
                    .add(
                            storm.standing(reply),
                            List.of(violation),
                            () -> Story.of(reply, storm, List.of(violation), Remembered.NOTHING));
        }
    }

    private static Duration deadline(ViewedReply reply, Remembered remembered) {
        return reply.ended().plus(remembered == Remembered.NOTHING ? TOLD.multipliedBy(3) : TOLD);
    }

    /** At once, and again for a while: a pod that was asked may have been away from Redis. */
    private void judge(ViewedReply reply) {
        List<Violation> found;
        Remembered remembered;
        do {
            remembered = reply.door()
                    .replyId()
                    .map(id -> storm.auditor().ask(reply.question(), id, random))
                    .orElse(Remembered.NOTHING);
            // A turn may be written long before the last viewer comes to its end.
            Span since = new Span(reply.life().from(), storm.clock().now());
            found = Invariants.check(
                    reply.question().story(),
                    reply.readings(),
                    remembered,
                    storm.diary().forgot(since));
            if (!found.isEmpty()) {
                storm.clock().pass(LOOK_AGAIN);
            }
        } while (!found.isEmpty() && storm.clock().now().compareTo(deadline(reply, remembered)) < 0);
        Standing standing = storm.standing(reply);
        storm.report().judged(standing, found);
        if (!found.isEmpty()) {
            List<Violation> all = found;
            Remembered last = remembered;
            storm.violations().add(standing, all, () -> Story.of(reply, storm, all, last));
        } else {
            storm.keepForLater(reply, remembered, standing);
        }
    }
}
