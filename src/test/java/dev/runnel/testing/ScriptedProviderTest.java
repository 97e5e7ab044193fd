package dev.runnel.testing;

import static dev.runnel.testing.Requests.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScriptedProviderTest {

    @ParameterizedTest
    @EnumSource
    void a_script_that_was_enqueued_answers_one_request_and_the_default_the_others(Dialect dialect) {
        try (var provider = ScriptedProvider.of(dialect).enqueue(Script.status(503))) {
            try (var first = ask(provider);
                    var second = ask(provider)) {
                assertThat(first.status()).isEqualTo(503);
                assertThat(second.status()).isEqualTo(200);
                assertThat(second.isEndedCleanly()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_request_that_does_not_stream_takes_its_own_script_first(Dialect dialect) {
        try (var provider = ScriptedProvider.of(dialect)
                .enqueue(Script.status(500), Script.status(503))
                .enqueueNonStreaming(Script.status(429))) {
            try (var plain = Requests.askWithoutStream(provider);
                    var streamed = ask(provider);
                    var plainAgain = Requests.askWithoutStream(provider)) {
                assertThat(plain.status()).isEqualTo(429);
                assertThat(streamed.status()).isEqualTo(500);
                assertThat(plainAgain.status()).isEqualTo(503);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_function_can_choose_the_script(Dialect dialect) {
        try (var provider =
                ScriptedProvider.of(dialect).answering(request -> Script.status(request.streaming() ? 401 : 403))) {
            try (var streamed = ask(provider);
                    var plain = Requests.askWithoutStream(provider)) {
                assertThat(streamed.status()).isEqualTo(401);
                assertThat(plain.status()).isEqualTo(403);
            }
        }
    }

    @Test
    void a_function_that_throws_is_seen_as_a_server_error_with_its_message() {
        try (var provider = ScriptedProvider.openAi().answering(request -> {
            throw new IllegalStateException("unexpected prompt");
        })) {
            try (var client = ask(provider)) {
                assertThat(client.status()).isEqualTo(500);
                assertThat(client.rawBody()).contains("unexpected prompt");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_is_used_again(Dialect dialect) throws Exception {
        try (var provider = ScriptedProvider.of(dialect);
                var http = Requests.keepAliveClient()) {
            Requests.sendWith(http, provider, true);
            Requests.sendWith(http, provider, false);
            Requests.sendWith(http, provider, true);
            assertThat(provider.requests())
                    .extracting(RecordedRequest::connection)
                    .containsExactly(0, 0, 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void an_error_leaves_the_connection_usable(Dialect dialect) throws Exception {
        try (var provider = ScriptedProvider.of(dialect).enqueue(Script.status(429));
                var http = Requests.keepAliveClient()) {
            Requests.sendWith(http, provider, true);
            Requests.sendWith(http, provider, true);
            assertThat(provider.requests())
                    .extracting(RecordedRequest::connection)
                    .containsExactly(0, 0);
        }
    }

    @Test
    void an_unknown_path_gets_a_404_and_takes_no_script() {
        try (var provider = ScriptedProvider.openAi().enqueue(Script.status(503))) {
            try (var lost = SseClient.post(provider.port(), "/chat/completions", "{}")) {
                assertThat(lost.status()).isEqualTo(404);
            }
            try (var found = ask(provider)) {
                assertThat(found.status()).isEqualTo(503);
                assertThat(provider.requests())
                        .extracting(RecordedRequest::path)
                        .containsExactly("/chat/completions", "/v1/chat/completions");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_log_shows_the_messages_of_a_request_in_one_vocabulary(Dialect dialect) {
        try (var provider = ScriptedProvider.of(dialect)) {
            try (var client = Requests.askWithHistory(provider, "X-Trace: 7")) {
                assertThat(client.isEndedCleanly()).isTrue();
            }
            RecordedRequest request = provider.requests().getFirst();
            assertThat(request.messages())
                    .containsExactly(
                            new PromptMessage("system", "Be brief."),
                            new PromptMessage("user", "Hi"),
                            new PromptMessage("assistant", "Hello, I"));
            assertThat(request.lastRole()).isEqualTo("assistant");
            assertThat(request.model()).isEqualTo("test-model");
            assertThat(request.streaming()).isTrue();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.header("x-trace")).hasValue("7");
            assertThat(request.tokensSent()).isEqualTo(4);
            assertThat(request.finishedNormally()).isTrue();
            assertThat(request.closedByClient()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_prefill_is_rejected_and_any_other_prompt_is_answered(Dialect dialect) {
        try (var provider = ScriptedProvider.of(dialect).byDefault(Script.rejectingPrefill(Script.reply("Hello")))) {
            try (var prefill = Requests.askWithHistory(provider);
                    var question = ask(provider)) {
                assertThat(prefill.status()).isEqualTo(400);
                assertThat(question.status()).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_provider_that_was_closed_refuses_connections_until_it_comes_back(Dialect dialect) {
        ScriptedProvider gone = ScriptedProvider.of(dialect);
        try (var client = ask(gone.byDefault(Script.tokens("a").thenStall()))) {
            client.nextEvent();
            gone.close();
            assertThat(client.isEndedCleanly()).isFalse();
            assertThat(gone.requests().getFirst().closedByClient()).isFalse();
        }
        assertThatThrownBy(() -> ask(gone))
                .isInstanceOf(UncheckedIOException.class)
                .hasCauseInstanceOf(ConnectException.class);
        try (var back = ScriptedProvider.on(gone.port(), dialect);
                var client = ask(back)) {
            assertThat(client.status()).isEqualTo(200);
        }
    }

    @Test
    void open_connections_and_running_requests_are_counted() {
        Gate gate = new Gate();
        try (var provider =
                ScriptedProvider.openAi().byDefault(Script.tokens("a").holdAt(gate))) {
            List<SseClient> clients = List.of(ask(provider), ask(provider), ask(provider));
            assertThat(provider.openConnections()).isEqualTo(3);
            assertThat(provider.requestsInProgress()).isEqualTo(3);
            gate.open();
            clients.forEach(client -> assertThat(client.isEndedCleanly()).isTrue());
            assertThat(provider.requestsInProgress()).isZero();
            clients.forEach(SseClient::close);
            provider.awaitOpenConnections(0);
        }
    }
}
