package dev.runnel.storm;

import dev.runnel.testing.SseClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Somebody who reads a reply over as many connections as it takes: drops some on purpose, gives up on silent ones, and
 * comes back at whichever pod is chosen. Keeps what a front end keeps, and all that it was sent.
 */
final class StormViewer {

    /** A reply that nobody knows for so long will not be found any more. */
    private static final Duration NOT_FOUND = Duration.ofSeconds(20);

    private static final Duration REST = Duration.ofSeconds(1);

    private final String name;
    private final StormClock clock;
    private final RandomGenerator random;
    private final Door door;
    private final List<StormEvent> events = new ArrayList<>();
    private final List<Visit> visits = new ArrayList<>();
    private Duration refusedSince;
    private int connections;
    private int drops;
    private boolean hasGivenUp;
    private volatile boolean ended;

    StormViewer(String name, StormClock clock, RandomGenerator random, Door door) {
        this.name = name;
        this.clock = clock;
        this.random = random;
        this.door = door;
    }

    /** Reads to the end of the reply, or until this time. */
    void readUntil(Duration deadline) {
        while (!ended && !hasGivenUp && clock.now().compareTo(deadline) < 0) {
            visit();
            if (!ended) {
                clock.pass(Duration.ofMillis(random.nextLong(20, 500)));
            }
        }
    }

    private void visit() {
        StormPod.Incarnation pod = door.choosePod(random);
        Duration came = clock.now();
        int before = events.size();
        String how;
        try (SseClient stream = door.enter(pod, lastSeq())) {
            int status = stream.status();
            how = status == 200 ? read(stream) : refused(status, stream);
        } catch (UncheckedIOException | AssertionError e) {
            how = "no answer";
        }
        keep(Visit.of(new Span(came, clock.now()), pod, events.size() - before, seqBefore(before), how));
    }

    private void keep(Visit visit) {
        connections++;
        boolean again = !visits.isEmpty() && visits.getLast().isLike(visit);
        visits.add(again ? visits.removeLast().and(visit) : visit);
    }

    private String read(SseClient stream) {
        refusedSince = null;
        Duration patience = Duration.ofSeconds(List.of(2, 4, 20).get(random.nextInt(3)));
        int left = random.nextInt(3) == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(60);
        for (; left > 0 && !ended; left--) {
            Optional<StormEvent> event = stream.pollEvent(patience).flatMap(StormEvent::of);
            if (event.isEmpty()) {
                return "it broke, or " + patience + " of silence";
            }
            see(event.get());
        }
        if (!ended) {
            drops++;
            return "it was dropped";
        }
        for (var more = stream.pollEvent(REST); more.isPresent(); more = stream.pollEvent(REST)) {
            StormEvent.of(more.get()).ifPresent(this::see);
        }
        return "the reply had ended";
    }

    private void see(StormEvent event) {
        synchronized (this) {
            events.add(event);
        }
        event.field("reply_id").ifPresent(door::learn);
        ended |= event.isTerminal();
    }

    private String refused(int status, SseClient answer) {
        String body = status == 204 ? "" : answer.rawBody();
        String code = body.replaceAll("(?s).*\"code\":\"(\\w+)\".*", "$1");
        boolean hopeless = status == 204 || status == 404 || door.isRefusal(code);
        refusedSince = !hopeless ? null : refusedSince == null ? clock.now() : refusedSince;
        hasGivenUp = hopeless && clock.now().minus(refusedSince).compareTo(NOT_FOUND) > 0;
        return status + " " + code;
    }

    private long lastSeq() {
        return seqBefore(events.size());
    }

    private long seqBefore(int index) {
        return index == 0 ? -1 : events.get(index - 1).seq();
    }

    Reading reading() {
        synchronized (this) {
            return new Reading(
                    name,
                    List.copyOf(events),
                    visits.isEmpty() ? "" : visits.getLast().toString());
        }
    }

    List<Visit> visits() {
        return List.copyOf(visits);
    }

    int connections() {
        return connections;
    }

    int drops() {
        return drops;
    }

    boolean hasSeenTheEnd() {
        return ended;
    }
}
