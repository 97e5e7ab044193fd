package dev.runnel.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.testing.Dialect;
import dev.runnel.testing.Docs;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SocketClient;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What operators are told in numbers. */
@QuarkusTest
@TestProfile(Profiles.OpenAi.class)
class MetricsTest extends ProviderSuite {

    /** Needs two providers, a second pod, a Redis or a webhook; their own tests look at these. */
    private static final Set<String> SEEN_ELSEWHERE = Set.of(
            "runnel_fallbacks_total",
            "runnel_redis_up",
            "runnel_ledger_lag_seconds",
            "runnel_ledger_unlogged",
            "runnel_ledger_degraded_seconds_total",
            "runnel_ledger_unreadable_total",
            "runnel_webhook_events_total");

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void every_metric_that_is_documented_is_exposed_with_its_labels() {
        conversation.streamed("Hi");
        provider().enqueue(Script.status(500));
        conversation.streamed("Hi");
        refuse();
        SocketClient.open(url.getPort(), "/api/conversation-socket/" + conversation.user())
                .close();
        await().untilAsserted(() -> {
            String metrics = metrics();
            for (List<String> row : Docs.table("docs/operations.md", "Metric", "Labels", "What")) {
                if (!SEEN_ELSEWHERE.contains(row.get(0))) {
                    assertThat(labels(metrics, row.get(0))).as(row.get(0)).isEqualTo(documented(row.get(1)));
                }
            }
        });
    }

    @Test
    void a_reply_is_counted_once_by_its_outcome_and_cause() {
        double complete = replies("complete", "none");
        double failed = replies("failed", "provider_error");
        conversation.streamed("Hi");
        provider().enqueue(Script.reply("one ").thenInBandError("broken"));
        conversation.streamed("Hi");
        await().untilAsserted(() -> {
            assertThat(replies("complete", "none")).isEqualTo(complete + 1);
            assertThat(replies("failed", "provider_error")).isEqualTo(failed + 1);
        });
    }

    @Test
    void a_viewer_who_leaves_early_is_told_from_one_who_stays() {
        double stayed = left("to_the_end");
        double left = left("not");
        conversation.streamed("Hi");
        provider().enqueue(Script.tokens("one ").holdAt(new Gate()).then("two"));
        try (SseClient client = conversation.stream("Hi")) {
            client.nextEvent();
            client.nextEvent();
        }
        await().untilAsserted(() -> {
            assertThat(left("to_the_end")).isEqualTo(stayed + 1);
            assertThat(left("not")).isEqualTo(left + 1);
        });
    }

    @Test
    void who_waits_for_a_document_is_no_viewer() {
        double stayed = left("to_the_end");
        provider().enqueue(Script.reply("Hello"));
        conversation.whole("Hi").rawBody();
        conversation.streamed("Hi");
        await().untilAsserted(() -> assertThat(left("to_the_end")).isEqualTo(stayed + 1));
    }

    @Test
    void what_a_call_was_billed_for_is_told_as_the_provider_told_it() {
        String output =
                "gen_ai_client_token_usage_tokens_sum{gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"openai\","
                        + "gen_ai_request_model=\"openai-model\",gen_ai_token_type=\"output\"}";
        double before = billedOutput();
        provider().enqueue(Script.reply("one ", "two").usage(7, 2));
        conversation.streamed("Hi");
        await().untilAsserted(() -> assertThat(billedOutput()).isEqualTo(before + 2));
    }

    @Test
    void a_call_without_streaming_is_measured_as_one_with_it() {
        double output = billedOutput();
        double good = calls("");
        double bad = calls("provider_unavailable");
        double failures = failures();
        provider().enqueue(Script.reply("Hello").usage(7, 5));
        conversation.whole("Hi").rawBody();
        provider().enqueue(Script.status(503));
        conversation.whole("Hi").rawBody();
        assertThat(billedOutput()).isEqualTo(output + 5);
        assertThat(calls("")).isEqualTo(good + 1);
        assertThat(calls("provider_unavailable")).isEqualTo(bad + 1);
        assertThat(failures()).isEqualTo(failures + 1);
    }

    @Test
    void a_call_without_streaming_is_seen_while_it_runs() {
        Gate gate = new Gate();
        provider().enqueue(Script.reply("Hello").holdBeforeHeaders(gate));
        try (SseClient whole = conversation.whole("Hi")) {
            await().untilAsserted(
                            () -> assertThat(value("runnel_provider_calls")).isEqualTo(1));
            gate.open();
            assertThat(whole.status()).isEqualTo(200);
        }
        await().untilAsserted(() -> assertThat(value("runnel_provider_calls")).isZero());
    }

    @Test
    void a_body_that_announces_to_be_too_large_is_counted_among_the_refusals() {
        double before = value("runnel_refusals_total{", "code=\"body_too_large\"");
        try (SseClient client = SseClient.post(
                url.getPort(), conversation.streamPath(), conversation.body("Hi"), "Content-Length: 1000000")) {
            assertThat(client.status()).isEqualTo(413);
        }
        assertThat(value("runnel_refusals_total{", "code=\"body_too_large\"")).isEqualTo(before + 1);
    }

    private double calls(String error) {
        return value("gen_ai_client_operation_duration_seconds_count{", "error_type=\"" + error + "\"", "openai-model");
    }

    private double failures() {
        return value("runnel_provider_failures_total{", "cause=\"provider_unavailable\"");
    }

    private void refuse() {
        try (SseClient client = SseClient.post(url.getPort(), conversation.streamPath(), "{}")) {
            assertThat(client.status()).isEqualTo(400);
        }
    }

    private String metrics() {
        try (SseClient client = SseClient.get(url.getPort(), "/q/metrics", "Accept: text/plain")) {
            return client.rawBody();
        }
    }

    /** The sample of this name that has all these labels; 0 when there is none yet. */
    private double value(String name, String... labels) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(name) && Arrays.stream(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(0);
    }

    private double replies(String outcome, String cause) {
        return value("runnel_replies_total{", "outcome=\"" + outcome + "\"", "cause=\"" + cause + "\"");
    }

    private double left(String stayed) {
        return value("runnel_viewers_left_total{", "stayed=\"" + stayed + "\"");
    }

    private double billedOutput() {
        return value(
                "gen_ai_client_token_usage_tokens_sum{",
                "gen_ai_provider_name=\"openai\"",
                "gen_ai_request_model=\"openai-model\"",
                "gen_ai_token_type=\"output\"");
    }

    /** The labels of a metric's samples, those of a histogram included; empty also when there is none of it. */
    private static Set<String> labels(String metrics, String metric) {
        String sample = metrics.lines()
                .filter(line -> line.matches(Pattern.quote(metric) + "(_count)?[{ ].*"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not told: " + metric));
        return Pattern.compile("(\\w+)=\"")
                .matcher(sample)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> documented(String labels) {
        return labels.equals("none")
                ? Set.of()
                : Arrays.stream(labels.split(", "))
                        .map(label -> label.replace("`", ""))
                        .collect(Collectors.toCollection(TreeSet::new));
    }
}
