package dev.runnel.storm;

import dev.runnel.storm.FaultDiary.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
            Question question = Question.of(user, nextStory(), words(), "queue");
            ViewedReply reply = viewed(question, "reply");
            Interjector interjector = interjector(reply);
            interjector.begin();
            reply.read();
            Optional<ViewedReply> said = interjector.await();
            placeMayBeKept |= reply.door().hasKilledPod() || storm.standing(reply) == Standing.BOTH;
            if (reply.door().wasRefused()) {
                refused(reply, placeMayBeKept);
                return;
            }
            judge(reply, false);
            storm.report().ended(reply, placeMayBeKept);
            if (said.isPresent() && !goOn(reply, said.get(), interjector.isWithdrawn(), placeMayBeKept)) {
                return;
            }
            if (!reply.viewers().getFirst().hasSeenTheEnd()) {
                return;
            }
        }
    }

    private int nextStory() {
        return seat * STORIES + asked++;
    }

    private ViewedReply viewed(Question question, String purpose) {
        return new ViewedReply(
                question, storm.pods(), storm.clock(), storm.seed().random(purpose, question.story()));
    }

    private Interjector interjector(ViewedReply reply) {
        Interjection drawn = Interjection.draw(random);
        int number = nextStory();
        int words = words() / 2;
        return new Interjector(
                storm,
                drawn,
                reply,
                () -> switch (drawn.kind()) {
                    case NONE -> null;
                    case STEER -> viewed(reply.question().steer(number), "said");
                    case QUEUE, INTERRUPT ->
                        viewed(
                                Question.of(
                                        reply.question().user(),
                                        number,
                                        words,
                                        drawn.kind().wireName()),
                                "said");
                },
                random.nextLong());
    }

    /** What was said in between has an end of its own, unless the reply has taken it in. False if there is no end. */
    private boolean goOn(ViewedReply reply, ViewedReply said, boolean isWithdrawn, boolean placeMayBeKept) {
        storm.report().count("said in between: " + said.question().when(), 1);
        if (said.door().wasRefused()) {
            refused(said, placeMayBeKept);
            return false;
        }
        if (said.door().replyId().equals(reply.door().replyId()) || said.wasTakenIn()) {
            storm.report().count("taken in", 1);
            return true;
        }
        boolean hasEnd = said.viewers().stream().anyMatch(StormViewer::hasSeenTheEnd);
        if (!hasEnd && placeMayBeKept) {
            storm.report().placeKeptByKilledPod();
            return false;
        }
        judge(said, isWithdrawn);
        storm.report().ended(said, placeMayBeKept || said.door().hasKilledPod());
        return hasEnd;
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

    /** At once, and again for a while: a pod that was asked may have been away from Redis. */
    private void judge(ViewedReply reply, boolean isWithdrawn) {
        List<Violation> found;
        Remembered remembered;
        boolean isOnAnyBranch = false;
        Standing standing;
        Duration began = storm.clock().now();
        Duration patience;
        do {
            remembered = remembered(reply, isOnAnyBranch);
            // A turn may be written long before the last viewer comes to its end.
            Span since = new Span(reply.life().from(), storm.clock().now());
            boolean isForgotten = storm.diary().forgot(since);
            standing = storm.standing(reply);
            boolean isRepeated =
                    standing != Standing.REDIS_WELL && reply.door().asked().size() > 1;
            found = isWithdrawn && reply.wasNeverAsked()
                    ? Invariants.checkWithdrawn(reply.readings(), remembered)
                    : Invariants.check(reply.question().story(), reply.readings(), remembered, isForgotten, isRepeated);
            if (!found.isEmpty()) {
                // While Redis is away no message waits for a reply of another pod: both get a branch.
                isOnAnyBranch = standing != Standing.REDIS_WELL;
                storm.clock().pass(LOOK_AGAIN);
            }
            patience = remembered == Remembered.NOTHING ? TOLD.multipliedBy(3) : TOLD;
        } while (!found.isEmpty() && storm.clock().now().minus(began).compareTo(patience) < 0);
        storm.report().judged(standing, found);
        if (!found.isEmpty()) {
            List<Violation> all = found;
            Remembered last = remembered;
            storm.violations().add(standing, all, () -> Story.of(reply, storm, all, last));
        } else {
            storm.keepForLater(reply, remembered, standing);
        }
    }

    private Remembered remembered(ViewedReply reply, boolean onAnyBranch) {
        return reply.door()
                .replyId()
                .map(id -> storm.auditor().ask(reply.question(), id, onAnyBranch, random))
                .orElse(Remembered.NOTHING);
    }
}
