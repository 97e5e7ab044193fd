package dev.runnel.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/** One reply, the one who has asked for it, and those who came later. */
final class ViewedReply {

    /** The longest story, with some takeovers. */
    private static final Duration LONGEST = Duration.ofSeconds(100);

    private static final int MOST_GUESTS = 4;

    private final Question question;
    private final StormClock clock;
    private final RandomGenerator random;
    private final Door door;
    private final List<StormViewer> viewers = new ArrayList<>();
    private Duration asked;

    ViewedReply(Question question, StormPods pods, StormClock clock, RandomGenerator random) {
        this.question = question;
        this.clock = clock;
        this.random = random;
        this.door = new Door(question, pods);
    }

    /** Returns when all viewers have seen the end, or given up. */
    void read() throws InterruptedException {
        asked = clock.now();
        Duration deadline = asked.plus(LONGEST);
        List<Thread> reading = new ArrayList<>();
        StormViewer asker = viewer("asker");
        reading.add(Thread.startVirtualThread(() -> asker.readUntil(deadline)));
        for (int i = random.nextInt(MOST_GUESTS + 1); i > 0; i--) {
            StormViewer guest = viewer("guest " + i);
            Duration later = Duration.ofMillis(random.nextLong(0, 6000));
            reading.add(Thread.startVirtualThread(() -> {
                if (isKnown()) {
                    clock.pass(later);
                    guest.readUntil(deadline);
                }
            }));
        }
        for (Thread thread : reading) {
            thread.join();
        }
    }

    private StormViewer viewer(String name) {
        StormViewer viewer = new StormViewer(name, clock, new SplittableRandom(random.nextLong()), door);
        viewers.add(viewer);
        return viewer;
    }

    private boolean isKnown() {
        try {
            door.reply().get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            return false;
        }
    }

    Question question() {
        return question;
    }

    Door door() {
        return door;
    }

    /** Those who have come at all. */
    List<StormViewer> viewers() {
        return viewers.stream().filter(viewer -> !viewer.visits().isEmpty()).toList();
    }

    List<Reading> readings() {
        return viewers().stream().map(StormViewer::reading).toList();
    }

    /** Whether another reply has taken in what was said. */
    boolean wasTakenIn() {
        return readings().stream()
                .flatMap(reading -> reading.events().stream())
                .anyMatch(event -> event.json().contains("\"status\":\"steering\"")
                        && event.json()
                                .contains("\"steer_id\":\"" + door.replyId().orElse("") + "\""));
    }

    /** Whether the model was never asked. */
    boolean wasNeverAsked() {
        return readings().stream().flatMap(reading -> reading.events().stream()).noneMatch(event -> event.json()
                .contains("\"status\":\"processing\""));
    }

    /** From the question until now. */
    Span life() {
        return new Span(asked, clock.now());
    }
}
