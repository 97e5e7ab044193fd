package dev.runnel.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.redis.TestRedis;
import dev.runnel.testing.Dialect;
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
import io.vertx.mutiny.redis.client.Command;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
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
        String lost = lostCopyOf(events, "");

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
        String lost = lostCopyOf(conversation.streamed("Hi"), "00-garbage");

        assertThat(followed(lost).path("type").asText()).isEqualTo("complete");

        assertThat(spanOf(lost).getLinks()).isEmpty();
    }

    /**
     * What a pod leaves that is killed before the first word.
     *
     * @param traceparent takes the place of the one that is there; empty to leave that
     */
    private String lostCopyOf(SseEvents reply, String traceparent) {
        String id = UUID.randomUUID().toString();
        String whole = log(reply.terminal().path("reply_id").asText());
        redis.ask(Command.EVAL, """
                local header = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
                local fields = header[2]
                for i = 1, #fields, 2 do
                  if fields[i] == 'p' then fields[i + 1] = 'killed' end
                  if fields[i] == 'w' and ARGV[1] ~= '' then fields[i + 1] = ARGV[1] end
                end
                return redis.call('XADD', KEYS[2], header[1], unpack(fields))
                """, "2", whole, log(id), traceparent);
        return id;
    }

    private static String log(String reply) {
        return "runnel:{" + reply + "}:log";
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
