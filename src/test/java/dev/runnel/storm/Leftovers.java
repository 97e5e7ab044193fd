package dev.runnel.storm;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** When everybody has gone, everything must have been given back. */
final class Leftovers {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** {@code RUNNEL_REPLY_MAX_DURATION}, and the minute that the service adds. */
    private static final Duration PLACES_FREE_THEMSELVES = Duration.ofSeconds(125);

    private static final List<String> GAUGES =
            List.of("runnel_reply_running", "runnel_reply_waiting", "runnel_reply_viewers", "runnel_provider_calls");

    private final StormRun storm;

    Leftovers(StormRun storm) {
        this.storm = storm;
    }

    void look(TalkativeProvider provider, StormRedis redis, Set<String> users, Set<String> usersOfKilledPods) {
        check(() -> provider.callsInProgress() == 0, PATIENCE, "calls at the provider");
        for (StormPod pod : storm.pods().all()) {
            for (String gauge : GAUGES) {
                check(() -> pod.gauge(gauge) == 0, PATIENCE, gauge + " of " + pod.now());
            }
        }
        users.stream()
                .filter(user -> !usersOfKilledPods.contains(user))
                .forEach(user ->
                        check(() -> redis.running(user) == 0, PATIENCE, "replies that " + user + " is said to have"));
        if (storm.plan().patient()) {
            usersOfKilledPods.forEach(user -> check(
                    () -> redis.running(user) == 0, PLACES_FREE_THEMSELVES, "places of " + user + " by a killed pod"));
        }
    }

    private void check(BooleanSupplier given, Duration within, String otherwise) {
        if (!storm.clock().await(given, within)) {
            storm.violations().add(new Violation(Violation.Kind.LEFT_OPEN, otherwise));
        }
    }
}
