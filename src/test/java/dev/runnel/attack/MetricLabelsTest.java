package dev.runnel.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.testing.Issuer;
import dev.runnel.testing.RawConnection;
import dev.runnel.testing.RawConnection.Answer;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A series of a metric is for ever: whoever could name them would fill the process with them. */
@QuarkusTest
@TestProfile(AttackProfiles.Shut.class)
class MetricLabelsTest extends AttackSuite {

    private static final Pattern SERIES = Pattern.compile("(?m)^http_server_requests_seconds_count\\{(.*)} .*$");
    private static final Pattern METHOD = Pattern.compile("method=\"([^\"]*)\"");

    Issuer issuer;

    @Test
    void a_client_that_makes_up_methods_adds_one_series_for_all_of_them() {
        try (RawConnection connection = RawConnection.to(port())) {
            for (int i = 0; i < 300; i++) {
                connection.send("M" + i + " /api/conversation/" + user + " HTTP/1.1\r\nHost: a\r\n\r\n");
                assertThat(connection.answer()).isPresent();
            }
        }

        await().untilAsserted(() -> assertThat(methods()).contains("OTHER"));
        assertThat(methods()).doesNotContain("M0", "M299").hasSizeLessThan(20);
    }

    @Test
    void a_client_without_a_token_is_counted_without_the_names_it_sends() {
        String secret = "secret-" + UUID.randomUUID();
        for (String method : List.of("GET", "PUT", "POST", "DELETE", "MADEUP")) {
            for (String path : List.of("/api/conversation/", "/api/conversation-stream/", "/api/", "/", "/static/")) {
                ask(method, path + secret, "");
            }
        }
        ask("GET", "/api/conversation/{user_id}" + secret, "");

        await().untilAsserted(() -> assertThat(series()).anyMatch(labels -> labels.contains("uri=\"UNKNOWN\"")));
        assertThat(get("/q/metrics").body()).doesNotContain(secret);
    }

    @Test
    void a_flood_of_paths_leaves_the_real_routes_their_series() {
        for (int i = 0; i < 150; i++) {
            ask("PUT", "/api/conversation/" + user + "-" + i, "");
        }
        provider.byDefault(Script.reply("Hello"));

        ask("GET", "/api/conversation/" + user, "Authorization: Bearer " + issuer.token(user) + "\r\n");

        await().untilAsserted(() -> assertThat(series())
                .anyMatch(labels -> labels.contains("uri=\"/api/conversation/{user_id}\"")
                        && labels.contains("method=\"GET\"")
                        && labels.contains("status=\"200\"")));
    }

    private Answer ask(String method, String path, String headers) {
        return RawConnection.ask(
                        port(),
                        method + " " + path + " HTTP/1.1\r\nHost: a\r\n" + headers
                                + "Content-Length: 0\r\nConnection: close\r\n\r\n")
                .orElseThrow();
    }

    private List<String> methods() {
        return series().stream()
                .flatMap(labels -> METHOD.matcher(labels).results().map(found -> found.group(1)))
                .distinct()
                .toList();
    }

    private List<String> series() {
        return SERIES.matcher(get("/q/metrics").body())
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
