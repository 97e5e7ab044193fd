package dev.runnel.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.redis.TestCertificate;
import dev.runnel.testing.RawConnection;
import dev.runnel.testing.Script;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same malformed requests where this process ends TLS itself. */
@QuarkusTest
@TestProfile(AttackProfiles.Encrypted.class)
class EncryptedHttpTest extends AttackSuite {

    TestCertificate certificate;

    @TestHTTPResource(tls = true)
    URL encrypted;

    static List<Malformed.Request> requests() {
        return Malformed.requests("", "attacker");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void a_malformed_request_is_refused_with_a_code_of_ours(Malformed.Request request) throws IOException {
        try (RawConnection connection = RawConnection.to(encrypted.getPort(), certificate.trustingSockets())) {
            connection.send(request.bytes());
            assertThat(code(connection.answer().orElseThrow())).isNotBlank();
        }
        assertThat(provider.requests()).isEmpty();
        assertThat(log.errors()).isEmpty();
    }

    @Test
    void a_good_request_is_served_in_either_version_of_http() throws Exception {
        provider.byDefault(Script.reply("Hello"));
        SSLContext trusting = certificate.trusting();
        for (HttpClient.Version version : HttpClient.Version.values()) {
            try (HttpClient client = HttpClient.newBuilder()
                    .sslContext(trusting)
                    .version(version)
                    .build()) {
                HttpResponse<String> answer = client.send(
                        HttpRequest.newBuilder(URI.create(encrypted + "api/conversation/" + user))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"message\":\"Hi\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.version()).isEqualTo(version);
                assertThat(answer.body()).contains("Hello");
            }
        }
    }
}
