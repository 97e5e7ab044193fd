package dev.runnel.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.RawConnection;
import dev.runnel.testing.RecordedSpans;
import dev.runnel.testing.Script;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever may read traces learns of no person from the addresses in them, however those are written. */
@QuarkusTest
@TestProfile(AttackProfiles.Traced.class)
class TracedAddressesTest extends AttackSuite {

    private static final List<String> METHODS = List.of("GET", "PUT", "MADEUP");

    @Inject
    RecordedSpans spans;

    private final String trace = UUID.randomUUID().toString().replace("-", "");
    private final String parent = "traceparent: 00-" + trace + "-00f067aa0ba902b7-01\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//api/conversation/secret",
                "/api;x/conversation/secret",
                "/x/../api/conversation/secret",
                "/api/./conversation/secret",
                "/api/conversation;x/secret/secret",
                "/api/conversation/secret?token=secret",
                "/api/conversation-stream/secret?session_id=secret&token=secret",
                "/api/conversation-stream/secret/secret?after=1&token=secret",
                "/api/ai-sdk/secret",
                "/api/ai-sdk/secret/secret/stream?message_id=secret",
                "/api/ag-ui/secret",
                "/api/ag-ui/secret/secret",
                "/v1/models/secret",
                "/v1/chat/completions?token=secret",
                "/v1/secret",
                "/API/conversation/secret",
                "/api/secret",
                "/secret",
                "/static/secret",
                "/?token=secret",
                "/q/health?token=secret"
            })
    void no_address_is_in_a_trace_but_as_the_template_of_its_route(String path) {
        for (String method : METHODS) {
            RawConnection.ask(
                    port(), method + " " + path + " HTTP/1.1\r\nHost: a\r\n" + parent + "Connection: close\r\n\r\n");
        }

        assertThat(spans.await(trace, span -> span.getKind() == SpanKind.SERVER, METHODS.size()))
                .allSatisfy(span -> assertThat(told(span)).doesNotContain("secret"));
    }

    private static String told(SpanData span) {
        return span.getName() + " " + span.getAttributes() + " " + span.getEvents() + " " + span.getStatus();
    }

    @Test
    void the_callers_own_words_about_a_trace_go_to_no_provider() {
        provider.byDefault(Script.reply("Hello"));
        RawConnection.ask(
                port(),
                "POST /api/conversation/" + user + " HTTP/1.1\r\nHost: a\r\n" + parent
                        + "tracestate: vendor=secret\r\nContent-Type: application/json\r\nContent-Length: 16\r\n"
                        + "Connection: close\r\n\r\n{\"message\":\"Hi\"}");

        assertThat(provider.requests()).isNotEmpty().allSatisfy(request -> {
            assertThat(request.header("tracestate")).isEmpty();
            assertThat(request.header("traceparent")).isPresent();
        });
    }
}
