package dev.runnel.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.redis.TestCertificate;
import dev.runnel.redis.TestLine;
import dev.runnel.testing.BesideTheApplication;
import dev.runnel.testing.LocalServer;
import dev.runnel.testing.Script;
import dev.runnel.testing.ScriptedProvider;
import dev.runnel.testing.TestProxy;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.dns.AddressResolverOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names, certificates, proxies and heads between Runnel and a provider. */
@BesideTheApplication
class WayToProviderTest {

    @TempDir
    Path directory;

    /** With names that no server knows. */
    private final Vertx vertx =
            vertxThatKnows("127.0.0.1 llm_server\n127.0.0.1 llm.example\n127.0.0.1 other.example\n");

    private final ScriptedProvider scripted = ScriptedProvider.openAi().byDefault(Script.reply("Hello"));
    private final Map<String, String> settings = new HashMap<>();

    /** By Vert.x's own resolver, which an application that ran here before has switched off for all that come after it. */
    private static Vertx vertxThatKnows(String hosts) {
        String switchedOff = System.setProperty("vertx.disableDnsResolver", "false");
        try {
            return Vertx.vertx(new VertxOptions()
                    .setAddressResolverOptions(new AddressResolverOptions().setHostsValue(Buffer.buffer(hosts))));
        } finally {
            if (switchedOff == null) {
                System.clearProperty("vertx.disableDnsResolver");
            } else {
                System.setProperty("vertx.disableDnsResolver", switchedOff);
            }
        }
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        scripted.close();
    }

    @Test
    void a_host_may_have_an_underscore_in_its_name() throws Exception {
        assertThat(ask("http://llm_server:" + scripted.port() + "/v1")).isEqualTo("Hello");

        assertThat(scripted.requests().getFirst().header("Host")).hasValue("llm_server:" + scripted.port());
    }

    @Test
    void a_private_authority_is_trusted_when_it_is_named() throws Exception {
        TestCertificate certificate = TestCertificate.ofAuthority("llm.example", directory);
        try (TestLine server = TestLine.encryptedTo(scripted.port(), certificate)) {
            String address = "https://llm.example:" + server.port() + "/v1";

            assertThat(failure(address)).isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
            settings.put("runnel.provider.ca", certificate.pem().toString());
            assertThat(ask(address)).isEqualTo("Hello");
            assertThat(failure("https://other.example:" + server.port() + "/v1"))
                    .isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);
        }
    }

    @Test
    void a_private_authority_stands_beside_the_public_ones() throws Exception {
        TestCertificate certificate = TestCertificate.of("llm.example", directory);
        Path two = directory.resolve("two.pem");
        String pem = Files.readString(certificate.pem());
        Files.writeString(two, "# of the shop\n" + pem + "\n# the same\n" + pem);

        var trusted = CertificateAuthorities.certificates(two.toString());

        assertThat(trusted).hasSizeGreaterThan(50);
    }

    @Test
    void a_file_that_is_not_there_is_refused_by_its_name() {
        assertThatThrownBy(() -> CertificateAuthorities.trusted("/no/such.pem"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("RUNNEL_PROVIDER_CA names \"/no/such.pem\", which cannot be read");
    }

    @Test
    void a_file_without_a_certificate_is_refused_by_its_name() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");
        Path wrong = Files.writeString(
                directory.resolve("wrong.pem"), "-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----\n");
        Path text = Files.writeString(directory.resolve("text.pem"), "just a text\n");

        for (Path file : new Path[] {empty, wrong, text}) {
            assertThatThrownBy(() -> CertificateAuthorities.trusted(file.toString()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith(
                            "RUNNEL_PROVIDER_CA names \"" + file + "\", which holds no certificates in PEM");
        }
    }

    @Test
    void a_provider_is_reached_through_a_tunnel() throws Exception {
        TestCertificate certificate = TestCertificate.ofAuthority("api.example", directory);
        settings.put("runnel.provider.ca", certificate.pem().toString());
        try (TestLine server = TestLine.encryptedTo(scripted.port(), certificate);
                TestProxy proxy = new TestProxy(server.port(), "me:p@ss")) {
            settings.put("runnel.proxy.https", "http://me:p%40ss@127.0.0.1:" + proxy.port());

            assertThat(ask("https://api.example/v1")).isEqualTo("Hello");

            assertThat(proxy.asked()).containsExactly("CONNECT api.example:443 HTTP/1.1");
            assertThat(scripted.requests().getFirst().path()).isEqualTo("/v1/chat/completions");
            assertThat(scripted.requests().getFirst().header("Proxy-Authorization"))
                    .isEmpty();
        }
    }

    @Test
    void an_unencrypted_provider_is_reached_through_a_proxy_that_hands_on() throws Exception {
        try (TestProxy proxy = new TestProxy(scripted.port(), "me:p@ss")) {
            settings.put("runnel.proxy.http", "http://me:p%40ss@127.0.0.1:" + proxy.port());

            assertThat(ask("http://llm_far_away:8000/v1?a=b")).isEqualTo("Hello");

            assertThat(proxy.asked()).containsExactly("POST http://llm_far_away:8000/v1/chat/completions?a=b HTTP/1.1");
            assertThat(scripted.requests().getFirst().header("Host")).hasValue("llm_far_away:8000");
        }
    }

    @Test
    void a_proxy_that_refuses_is_a_provider_that_cannot_be_reached() throws Exception {
        try (TestProxy proxy = new TestProxy(scripted.port(), "me:p@ss")) {
            settings.put("runnel.proxy.https", "http://me:wrong@127.0.0.1:" + proxy.port());

            assertThat(failure("https://api.example/v1")).isEqualTo(FailureCode.PROVIDER_UNAVAILABLE);

            assertThat(proxy.asked()).isEmpty();
        }
    }

    @Test
    void who_needs_no_proxy_is_reached_directly() throws Exception {
        try (TestProxy proxy = new TestProxy(scripted.port(), "")) {
            settings.put("runnel.proxy.http", "http://127.0.0.1:" + proxy.port());
            settings.put("runnel.proxy.none", ".example");

            assertThat(ask("http://llm.example:" + scripted.port() + "/v1")).isEqualTo("Hello");
            assertThat(ask(scripted.baseUrl())).isEqualTo("Hello");

            assertThat(proxy.asked()).isEmpty();
        }
    }

    @Test
    void an_answer_may_have_a_long_head_and_be_compressed_without_being_asked() throws Exception {
        HttpHandler provider = exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            for (int i = 0; i < 60; i++) {
                exchange.getResponseHeaders().set("X-Policy-" + i, "p".repeat(1000));
            }
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = new GZIPOutputStream(exchange.getResponseBody(), 512, true)) {
                for (String word : new String[] {"Hel", "lo"}) {
                    event(out, "{\"choices\":[{\"delta\":{\"content\":\"" + word + "\"}}]}");
                }
                event(out, "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}");
                event(out, "[DONE]");
            }
        };
        try (LocalServer server = LocalServer.start("/", provider)) {
            assertThat(ask(server.url())).isEqualTo("Hello");
        }
    }

    private static void event(OutputStream out, String data) throws IOException {
        out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private String ask(String address) throws Exception {
        settings.put("base-url", address);
        return TestedProvider.ask(TestedProvider.of(vertx, "mine", settings));
    }

    private FailureCode failure(String address) throws Exception {
        try {
            throw new AssertionError("answered: " + ask(address));
        } catch (ExecutionException e) {
            return FailureException.of(e.getCause()).code();
        }
    }
}
