package dev.runnel.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.redis.TestCertificate;
import dev.runnel.redis.TestLine;
import dev.runnel.redis.TestRedis;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Redis with a password, behind TLS under a certificate of a private authority: pods that know all of it, and not. */
class SecuredRedisIT {

    private static final int TRUSTED = 0;
    private static final int WRONG_PASSWORD = 1;
    private static final int ANOTHER_NAME = 2;

    @TempDir
    static Path directory;

    private static TestLine line;
    private static Deployment deployment;

    private final String user = "user-" + UUID.randomUUID();

    @BeforeAll
    static void deploy() throws Exception {
        TestCertificate certificate = TestCertificate.of("localhost", directory);
        TestRedis redis = TestRedis.startWithPassword("secret");
        line = TestLine.encryptedTo(redis.port(), certificate);
        Map<String, String> trust = Map.of(
                "QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM",
                "true",
                "QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM_CERTS",
                certificate.pem().toString());
        deployment = new Deployment(redis, Map.of("REDIS_URL", "rediss://:secret@localhost:" + line.port()))
                // A young pod on a busy machine may take longer than the default for its first encrypted exchanges.
                .startPod(with(trust, "RUNNEL_REDIS_TIMEOUT", "2s"))
                .startPod(Map.of("REDIS_URL", "redis://:wrong@127.0.0.1:" + redis.port()))
                .startPod(with(trust, "REDIS_URL", "rediss://:secret@127.0.0.1:" + line.port()))
                .awaitReady();
        deployment.speakEvery(Duration.ZERO);
    }

    @AfterAll
    static void undeploy() throws Exception {
        deployment.close();
        line.close();
    }

    @Test
    void with_the_password_and_the_certificate_conversations_are_kept_there() {
        assertThat(deployment.pod(TRUSTED).health()).contains("\"state\": \"up\"");
        assertThat(talk(deployment.pod(TRUSTED))).isEqualTo(Deployment.TEXT);
        assertThat(deployment.redis.keys()).contains("runnel:{" + user + "}:session:s");
    }

    @Test
    void with_a_wrong_password_the_operator_is_told_once_what_to_do_and_replies_go_on() {
        assertServesAlone(deployment.pod(WRONG_PASSWORD), "WRONGPASS", "check the password in REDIS_URL");
    }

    @Test
    void a_certificate_for_another_name_is_refused_and_the_operator_is_told_what_to_do() {
        assertServesAlone(deployment.pod(ANOTHER_NAME), "127.0.0.1", "must be for the host in REDIS_URL");
    }

    private static Map<String, String> with(Map<String, String> settings, String name, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(name, value);
        return more;
    }

    private void assertServesAlone(Pod pod, String reason, String remedy) {
        assertThat(talk(pod)).isEqualTo(Deployment.TEXT);
        assertThat(pod.health()).contains("\"state\": \"degraded\"").doesNotContain("DOWN");
        await().untilAsserted(() -> assertThat(pod.log())
                .filteredOn(line -> line.contains("Redis does not come back by itself"))
                .singleElement()
                .asString()
                .contains(reason, remedy));
        assertThat(pod.log()).noneMatch(line -> line.contains("secret") || line.contains(":wrong@"));
    }

    private String talk(Pod pod) {
        try (SseClient stream = pod.ask(user, "s", "hello")) {
            return SseEvents.of(stream).text();
        }
    }
}
