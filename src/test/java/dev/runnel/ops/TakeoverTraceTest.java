package dev.runnel.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.ReplyId;
import dev.runnel.redis.TestRedis;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.KilledPod;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.RecordedSpans;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From the trace of a reply that goes on here to that of the pod where it began. */
@QuarkusTest
@TestProfile(Profiles.Traced.class)
class TakeoverTraceTest extends ProviderSuite {

    @Inject
    RecordedSpans spans;

    TestRedis redis;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void a_reply_that_is_taken_over_links_to_its_span_at_the_pod_that_began_it() {
        SseEvents events = conversation.streamed("Hi");
        SpanData begun = spanOf(events.terminal().path("reply_id").asText());
        String lost = lostCopyOf(events, Map.of());

        assertThat(followed(lost).path("type").asText()).isEqualTo("complete");

        SpanData goneOn = spanOf(lost);
        assertThat(goneOn.getTraceId()).isNotEqualTo(begun.getTraceId());
        assertThat(goneOn.getLinks())
                .extracting(LinkData::getSpanContext)
                .extracting(span -> span.getTraceId() + " " + span.getSpanId())
                .containsExactly(begun.getTraceId() + " " + begun.getSpanId());
    }

    @Test
    void a_reply_whose_trace_cannot_be_read_goes_on_without_a_link() {
        String lost = lostCopyOf(conversation.streamed("Hi"), Map.of("w", "00-garbage"));

        assertThat(followed(lost).path("type").asText()).isEqualTo("complete");

        assertThat(spanOf(lost).getLinks()).isEmpty();
    }

    private String lostCopyOf(SseEvents reply, Map<String, String> changed) {
        ReplyId whole = new ReplyId(reply.terminal().path("reply_id").asText());
        return KilledPod.leavingTheHeader(redis, whole, changed).value();
    }

    private JsonNode followed(String reply) {
        try (SseClient client = SseClient.get(conversation.port(), conversation.streamPath() + "/" + reply)) {
            return SseEvents.of(client).terminal();
        }
    }

    private SpanData spanOf(String reply) {
        return await().until(
                        () -> spans.all().stream()
                                .filter(span -> reply.equals(
                                        span.getAttributes().get(AttributeKey.stringKey("runnel.reply.id"))))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }
}
