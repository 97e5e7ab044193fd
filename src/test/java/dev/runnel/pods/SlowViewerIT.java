package dev.runnel.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Somebody whose phone is in a tunnel keeps no place in the process that has given them up. */
class SlowViewerIT {

    /** More than the sockets between them hold. */
    private static final String[] MORE_THAN_FITS =
            Collections.nCopies(2_900, "x".repeat(5000)).toArray(String[]::new);

    @Test
    void a_pod_that_ends_does_not_wait_for_a_viewer_whom_it_has_cut_off() throws Exception {
        Map<String, String> settings = Map.of(
                "RUNNEL_REPLY_SLOW_VIEWER_TIMEOUT",
                "1s",
                "RUNNEL_REPLY_MAX_CHARACTERS",
                "20000000",
                "RUNNEL_DRAIN_TIMEOUT",
                "60s");
        try (Deployment deployment = new Deployment(settings)) {
            Pod pod = deployment.startPods(1).pod(0);
            deployment.provider.byDefault(Script.tokens(MORE_THAN_FITS));
            try (SseClient slow = pod.askSlowly("user", "hello")) {
                slow.nextEvent();
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> pod.metrics().contains("runnel_viewers_cut_total 1"));
                slow.events();
                assertThat(slow.isEndedCleanly()).isFalse();
            }

            pod.terminate();

            assertThat(pod.hasExitedWithin(Duration.ofSeconds(20))).isTrue();
        }
    }
}
