package dev.runnel.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What has really happened, and when; from it is known how much was promised to a reply. */
final class FaultDiary {

    /** How much of the promise holds for a reply. */
    enum Standing {
        /** Redis was well while the reply lived: every word once. */
        REDIS_WELL,
        /** Redis was not, but no pod went meanwhile: every word once. */
        REDIS_ILL,
        /** Redis was well when a pod went, which thought otherwise: every word once. */
        MISJUDGED,
        /** A pod went while Redis could not hold what the pod had said: that may be lost. */
        BOTH
    }

    /** Until pods have their connections back, and Redis has what they kept for it. */
    private static final Duration SETTLING = Duration.ofSeconds(3);
    /** A pod that has been paused learns within this time what has happened. */
    private static final Duration WAKING = Duration.ofSeconds(1);
    /** From the end of a lease until another pod has taken over. */
    private static final Duration TAKING_OVER = Duration.ofSeconds(5);

    /** @param where the pod, for a fault of pods */
    private record Incident(Fault fault, String where, Span span) {}

    private final StormClock clock;
    private final Duration lease;
    private final List<Incident> incidents = new ArrayList<>();
    private final Map<Duration, String> notes = new TreeMap<>();

    FaultDiary(StormClock clock, Duration lease) {
        this.clock = clock;
        this.lease = lease;
    }

    synchronized void note(String what) {
        notes.put(clock.now(), what);
    }

    /** It has begun, and is not over. */
    synchronized void begins(Fault fault, String where) {
        incidents.add(
                new Incident(fault, where, new Span(clock.now(), clock.now().plusSeconds(3600))));
        note(where + ": " + fault);
    }

    synchronized void ends(Fault fault) {
        incidents.replaceAll(incident -> incident.fault == fault
                ? new Incident(fault, incident.where, new Span(incident.span.from(), clock.now()))
                : incident);
        note("over: " + fault);
    }

    /** @param writers the pods that may have written the reply */
    synchronized Standing standing(Span life, Set<String> writers) {
        List<Incident> ofRedis = incidents.stream()
                .filter(incident -> incident.fault instanceof Fault.OfRedis redis && redis.isOutage())
                .filter(incident -> trouble(incident).meets(life))
                .toList();
        if (ofRedis.isEmpty()) {
            return Standing.REDIS_WELL;
        }
        boolean lossy = ofRedis.stream().anyMatch(redis -> incidents.stream()
                .filter(incident -> incident.fault instanceof Fault.OfPod && writers.contains(incident.where))
                .anyMatch(pod -> absence(pod, redis).meets(trouble(redis))
                        && absence(pod, redis).meets(life)));
        return lossy ? Standing.BOTH : Standing.REDIS_ILL;
    }

    /** When each of these pods went in this time. */
    synchronized Map<String, Span> departures(Span life, Set<String> pods) {
        return incidents.stream()
                .filter(incident -> pods.contains(incident.where) && incident.span.meets(life))
                .collect(Collectors.toMap(Incident::where, Incident::span, (first, second) -> second));
    }

    /** Whether Redis has forgotten in this time what it had. */
    synchronized boolean forgot(Span time) {
        return incidents.stream()
                .filter(incident -> incident.fault instanceof Fault.OfRedis redis && redis.forgets())
                .anyMatch(incident -> trouble(incident).meets(time));
    }

    private static Span trouble(Incident redis) {
        return redis.span.andThen(SETTLING);
    }

    /** While what the pod knew alone is in danger; until another has taken over, it is in Redis alone. */
    private Span absence(Incident pod, Incident redis) {
        boolean forgets = redis.fault instanceof Fault.OfRedis ill && ill.forgets();
        Span gone = pod.fault instanceof Fault.Pause ? pod.span.andThen(WAKING) : pod.span;
        return forgets ? gone.andThen(lease.plus(TAKING_OVER)) : gone;
    }

    /** How often each kind has happened. */
    synchronized Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        incidents.forEach(incident -> counts.merge(kind(incident.fault), 1, Integer::sum));
        return counts;
    }

    private String kind(Fault fault) {
        return fault instanceof Fault.Pause pause
                ? (pause.length().compareTo(lease) < 0 ? "short pause" : "long pause")
                : fault.getClass().getSimpleName();
    }

    /** What was noted in this time, a line each. */
    synchronized Stream<String> during(Span time) {
        return notes.entrySet().stream()
                .filter(note -> new Span(note.getKey(), note.getKey()).meets(time))
                .map(note -> Span.seconds(note.getKey()) + "  " + note.getValue())
                .toList()
                .stream();
    }
}
