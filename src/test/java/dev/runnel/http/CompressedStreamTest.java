package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.testing.Dialect;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams for clients that accept gzip. */
@QuarkusTest
@TestProfile(Profiles.OpenAi.class)
@Timeout(30)
class CompressedStreamTest extends ProviderSuite {

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void each_word_can_be_read_when_it_comes() throws IOException, InterruptedException {
        Gate gate = new Gate();
        provider().enqueue(Script.tokens("first").holdAt(gate).then("second"));
        HttpResponse<InputStream> response = ask("gzip, deflate, br");
        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(response.headers().firstValue("Vary")).contains("Accept-Encoding");
        GZIPInputStream body = new GZIPInputStream(response.body());
        assertThat(readUntil("first", body)).doesNotContain("second");
        gate.open();
        assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).contains("second", "complete");
    }

    @Test
    void a_long_reply_comes_out_as_it_went_in_and_is_smaller_on_the_way() throws IOException, InterruptedException {
        String[] words = "The same words come again and again, 日本語 and 🙂 too. "
                .repeat(100)
                .split("(?<= )");
        provider().enqueue(Script.reply(words));
        double before = bytes("before");
        double after = bytes("after");
        String body = new String(new GZIPInputStream(ask("gzip").body()).readAllBytes(), StandardCharsets.UTF_8);
        SseEvents events = SseEvents.parse(body);
        assertThat(events.text()).isEqualTo(String.join("", words));
        assertThat(bytes("after") - after).isLessThan((bytes("before") - before) / 2);
    }

    @Test
    void a_stream_that_breaks_is_no_complete_gzip_file() throws IOException, InterruptedException {
        provider().enqueue(Script.tokens("first").holdAt(new Gate()).then("second"));
        HttpResponse<InputStream> response = ask("gzip");
        try (InputStream body = response.body()) {
            byte[] start = new byte[64];
            int length = body.readNBytes(start, 0, start.length);
            GZIPInputStream cut = new GZIPInputStream(new ByteArrayInputStream(start, 0, length));
            assertThatThrownBy(cut::readAllBytes).isInstanceOf(EOFException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "br, zstd", "gzip;q=0, *", "GZIP ; Q=0.0", "*"})
    void a_client_that_does_not_ask_for_it_gets_plain_text(String accepted) {
        provider().enqueue(Script.reply("Hello"));
        try (SseClient client = SseClient.post(
                url.getPort(), conversation.streamPath(), conversation.body("Hi"), "Accept-Encoding: " + accepted)) {
            assertThat(client.header("Content-Encoding")).isEmpty();
            assertThat(client.header("Vary")).contains("Accept-Encoding");
            assertThat(SseEvents.parse(String.join("", client.events())).text()).isEqualTo("Hello");
        }
    }

    @Test
    void a_refusal_is_plain_text() {
        for (String body : List.of("{}", "{\"message\":\"\"}")) {
            try (SseClient client =
                    SseClient.post(url.getPort(), conversation.streamPath(), body, "Accept-Encoding: gzip")) {
                assertThat(client.status()).isEqualTo(400);
                assertThat(client.header("Content-Encoding")).isEmpty();
                assertThat(client.rawBody()).contains("message_required");
            }
        }
    }

    private HttpResponse<InputStream> ask(String accepted) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + url.getPort() + conversation.streamPath()))
                .header("Content-Type", "application/json")
                .header("Accept-Encoding", accepted)
                .POST(HttpRequest.BodyPublishers.ofString(conversation.body("Hi")))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
    }

    /** Byte by byte, because a larger read may wait for more than what has come. */
    private static String readUntil(String expected, InputStream body) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(expected) < 0) {
            read.append((char) body.read());
        }
        return read.toString();
    }

    private double bytes(String stage) {
        return RestAssured.get(url + "q/metrics")
                .asString()
                .lines()
                .filter(line ->
                        line.startsWith("runnel_stream_compression_bytes_total{") && line.contains("\"" + stage + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
