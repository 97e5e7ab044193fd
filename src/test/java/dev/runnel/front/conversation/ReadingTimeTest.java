package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What pages tell of how replies are read. */
@QuarkusTest
@TestProfile(Profiles.OpenAi.class)
class ReadingTimeTest extends ProviderSuite {

    @Inject
    MeterRegistry metrics;

    private String reply;
    private long reports;
    private double seconds;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @BeforeEach
    void aReplyThatWasRead() {
        provider().byDefault(Script.reply("Hello"));
        reply = conversation.streamed("Hi").terminal().path("reply_id").asText();
        reports = metrics.get("runnel.reading.time").timer().count();
        seconds = metrics.get("runnel.reading.time").timer().totalTime(TimeUnit.SECONDS);
    }

    @Test
    void the_time_is_counted() {
        assertThat(report(conversation, reply, "{\"seconds\":12.5}")).isEqualTo(204);
        assertCounted(1, 12.5);
    }

    @Test
    void only_the_first_report_of_a_reply_counts() {
        for (String body : new String[] {"{\"seconds\":2}", "{\"seconds\":3}", "{\"seconds\":2}"}) {
            assertThat(report(conversation, reply, body)).isEqualTo(204);
        }
        assertCounted(1, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"seconds\":0}", "{\"seconds\":3600}", "{\"seconds\":1,\"more\":true}"})
    void what_is_possible_is_taken(String body) {
        assertThat(report(conversation, reply, body)).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"seconds\":-1}     | request_invalid",
                "{\"seconds\":3600.5} | request_invalid",
                "{\"seconds\":1e999}  | request_invalid",
                "{\"seconds\":null}   | request_invalid",
                "{}                   | request_invalid",
                "{\"seconds\":\"12\"} | invalid_json",
                "{\"seconds\":true}   | invalid_json",
                "{\"seconds\":NaN}    | invalid_json",
                "null                 | invalid_json",
                "''                   | invalid_json",
            })
    void what_is_no_time_is_refused(String body, String code) {
        try (SseClient client = SseClient.post(url.getPort(), path(conversation, reply), body)) {
            assertThat(client.status()).as(client.rawBody()).isEqualTo(400);
            assertThat(SseEvents.parse(client.rawBody()).terminal().path("code").asText())
                    .isEqualTo(code);
        }
        assertCounted(0, 0);
    }

    @Test
    void a_body_that_is_too_large_is_refused() {
        String body = "{\"seconds\":1,\"more\":\"" + "x".repeat(256 * 1024) + "\"}";
        assertThat(report(conversation, reply, body)).isEqualTo(413);
    }

    @Test
    void of_a_reply_that_never_was_or_is_anothers_nothing_is_counted() {
        assertThat(report(conversation, "no-such-reply", "{\"seconds\":1}")).isEqualTo(404);
        assertThat(report(Conversation.at(url.getPort()), reply, "{\"seconds\":1}"))
                .isEqualTo(404);
        assertCounted(0, 0);
    }

    private void assertCounted(int more, double time) {
        assertThat(metrics.get("runnel.reading.time").timer().count()).isEqualTo(reports + more);
        assertThat(metrics.get("runnel.reading.time").timer().totalTime(TimeUnit.SECONDS) - seconds)
                .isCloseTo(time, offset(0.001));
    }

    private int report(Conversation who, String what, String body) {
        try (SseClient client = SseClient.post(url.getPort(), path(who, what), body)) {
            return client.status();
        }
    }

    private static String path(Conversation who, String what) {
        return who.streamPath() + "/" + what + "/reading";
    }
}
