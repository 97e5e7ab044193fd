package dev.runnel.testing;

import static dev.runnel.testing.Requests.ask;
import static dev.runnel.testing.Requests.askWithoutStream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.runnel.testing.SseClient.End;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every fault, as a client sees it. */
class ScriptedFaultsTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @ParameterizedTest
    @EnumSource
    void a_cut_reply_ends_without_the_terminating_chunk(Dialect dialect) {
        try (var provider = ScriptedProvider.of(dialect)
                        .enqueue(Script.tokens("a", "b").thenCut());
                var client = ask(provider)) {
            assertThat(client.rawBody()).contains("\"b\"").doesNotContain("[DONE]", "STOP");
            assertThat(client.end()).isEqualTo(End.CUT);
            assertThat(provider.requests().getFirst().finishedNormally()).isFalse();
            assertThat(provider.requests().getFirst().closedByClient()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_reset_reply_breaks_the_connection_after_its_tokens(Dialect dialect) {
        try (var provider =
                        ScriptedProvider.of(dialect).enqueue(Script.tokens("a").thenReset());
                var client = ask(provider)) {
            assertThat(client.end()).isEqualTo(End.RESET);
            assertThat(client.rawBody()).contains("\"a\"");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_reset_can_come_before_the_headers(Dialect dialect) {
        try (var provider = ScriptedProvider.of(dialect).enqueue(Script.resetBeforeHeaders());
                var client = ask(provider)) {
            assertThat(client.end()).isEqualTo(End.RESET);
            assertThat(client.rawBody()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_reply_can_end_cleanly_without_a_finish_reason(Dialect dialect) {
        try (var provider =
                        ScriptedProvider.of(dialect).enqueue(Script.tokens("a").thenEndWithoutFinish());
                var client = ask(provider)) {
            assertThat(client.events().getLast()).contains("\"a\"");
            assertThat(client.isEndedCleanly()).isTrue();
            assertThat(provider.requests().getFirst().finishedNormally()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void garbage_is_one_event_and_the_reply_goes_on(Dialect dialect) {
        try (var provider = ScriptedProvider.of(dialect)
                        .enqueue(Script.tokens("a").thenGarbage().then("b"));
                var client = ask(provider)) {
            assertThat(String.join("", client.events()))
                    .containsSubsequence("\"a\"", "data: {\"malformed\": tru", "\"b\"");
            assertThat(provider.requests().getFirst().finishedNormally()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_in_band_error_is_the_last_event(Dialect dialect) {
        try (var provider =
                        ScriptedProvider.of(dialect).enqueue(Script.tokens("a").thenInBandError("overloaded"));
                var client = ask(provider)) {
            assertThat(client.events().getLast())
                    .startsWith("data: {\"error\":{")
                    .contains("\"message\":\"overloaded\"");
            assertThat(client.isEndedCleanly()).isTrue();
            assertThat(provider.requests().getFirst().finishedNormally()).isFalse();
        }
    }

    @Test
    void openai_may_leave_out_usage_and_done() {
        try (var provider = ScriptedProvider.openAi()
                        .enqueue(Script.reply("a").withoutUsage().withoutDone());
                var client = ask(provider)) {
            assertThat(client.events().getLast()).contains("\"finish_reason\":\"stop\"");
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_last_event_may_lack_its_blank_line_or_even_its_line_end(Dialect dialect) {
        try (var provider = ScriptedProvider.of(dialect)
                .enqueue(
                        Script.reply("a").withoutLastBlankLine(),
                        Script.reply("a").withoutLastLineEnd())) {
            try (var first = ask(provider);
                    var second = ask(provider)) {
                assertThat(first.events().getLast()).matches("data: \\S+\\r?\\n");
                assertThat(second.events().getLast()).matches("data: \\S+");
                assertThat(second.isEndedCleanly()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_socket_may_stay_open_after_the_end_until_the_client_closes(Dialect dialect) {
        try (var provider =
                ScriptedProvider.of(dialect).enqueue(Script.reply("a").keepingTheSocketOpenAfterDone())) {
            try (var client = ask(provider)) {
                String last = dialect == Dialect.OPENAI ? "[DONE]" : "STOP";
                while (!client.nextEvent().contains(last)) {
                    assertThat(provider.requests().getFirst().closedByClient()).isFalse();
                }
                assertThat(provider.requests().getFirst().finishedNormally()).isTrue();
                assertThat(provider.requestsInProgress()).isOne();
            }
            assertThat(provider.awaitClosedByClient(0).finishedNormally()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void pieces_split_a_character_over_several_writes(Dialect dialect) {
        try (var provider = ScriptedProvider.of(dialect)
                        .enqueue(Script.reply("日本", "🙂").inPiecesOf(1));
                var client = ask(provider)) {
            assertThat(client.rawBody()).contains("日本").contains("🙂");
            assertThat(client.chunks())
                    .hasSizeGreaterThan(200)
                    .doesNotContain("日")
                    .contains("\uFFFD");
        }
    }

    @ParameterizedTest
    @EnumSource
    void each_event_is_a_write_of_its_own(Dialect dialect) {
        try (var provider = ScriptedProvider.of(dialect)
                        .enqueue(Script.tokens("a").thenComment("PROCESSING").then("b"));
                var client = ask(provider)) {
            List<String> events = client.events();
            String end = dialect == Dialect.OPENAI ? "\n" : "\r\n";
            assertThat(client.chunks()).isEqualTo(events).contains(": PROCESSING" + end + end);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_plain_completion_is_cut_in_its_middle_where_a_stream_would_break(Dialect dialect) {
        try (var provider = ScriptedProvider.of(dialect)
                .enqueue(
                        Script.tokens("a").thenCut(),
                        Script.tokens("a").thenReset(),
                        Script.tokens("a").thenGarbage(),
                        Script.tokens("a").thenInBandError("overloaded"))) {
            try (var cut = askWithoutStream(provider);
                    var reset = askWithoutStream(provider)) {
                assertThat(cut.end()).isEqualTo(End.CUT);
                assertThat(cut.rawBody()).startsWith("{").doesNotEndWith("}");
                assertThat(reset.end()).isEqualTo(End.RESET);
            }
            try (var garbage = askWithoutStream(provider);
                    var error = askWithoutStream(provider)) {
                assertThat(garbage.isEndedCleanly()).isTrue();
                assertThat(garbage.rawBody()).startsWith("{").doesNotEndWith("}");
                assertThat(error.status()).isEqualTo(500);
            }
        }
    }

    @Test
    void nothing_can_be_scripted_after_the_end() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Script.tokens("a").thenCut().then("b"));
    }

    @ParameterizedTest
    @EnumSource
    void tokens_come_at_their_pace(Dialect dialect) {
        Duration delay = Duration.ofMillis(20);
        try (var provider = ScriptedProvider.of(dialect)
                .byDefault(Script.reply("a", "b", "c").delayBetweenTokens(delay))) {
            for (boolean streaming : List.of(true, false)) {
                long before = System.nanoTime();
                try (var client = streaming ? ask(provider) : askWithoutStream(provider)) {
                    assertThat(client.isEndedCleanly()).isTrue();
                }
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(delay.multipliedBy(2));
            }
        }
    }

    @Test
    void a_long_delay_is_not_waited_for_when_the_provider_closes() {
        ScriptedProvider provider =
                ScriptedProvider.openAi().enqueue(Script.reply("a").delayBeforeFirstToken(LONG));
        try (var client = ask(provider)) {
            assertThat(client.status()).isEqualTo(200);
            provider.close();
            assertThat(client.end()).isEqualTo(End.CUT);
            provider.awaitNoRequestInProgress();
        }
    }
}
