package dev.runnel.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.testing.RecordedRequest;
import dev.runnel.testing.Script;
import dev.runnel.testing.ScriptedProvider;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider is sent, call by call, and what its refusals change. */
class HttpProviderTest {

    private final Vertx vertx = Vertx.vertx();
    private final ScriptedProvider openAi = ScriptedProvider.openAi().byDefault(Script.reply("Hello"));
    private final ScriptedProvider gemini = ScriptedProvider.gemini().byDefault(Script.reply("Hello"));
    private final Map<String, String> settings = new HashMap<>();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        openAi.close();
        gemini.close();
    }

    @Test
    void each_call_says_who_is_calling_and_asks_for_plain_words() throws Exception {
        assertThat(ask(openAi())).isEqualTo("Hello");

        assertThat(last(openAi).header("User-Agent")).hasValue("runnel/1.2.3");
        assertThat(last(openAi).header("Accept-Encoding")).hasValue("identity");
        assertThat(last(openAi).header("Authorization")).isEmpty();
    }

    @Test
    void keys_are_taken_in_turn() throws Exception {
        settings.put("api-key", "one,two");
        HttpProvider provider = openAi();

        ask(provider);
        ask(provider);
        ask(provider);

        assertThat(keys(openAi)).containsExactly("Bearer one", "Bearer two", "Bearer one");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429})
    void a_key_that_is_refused_costs_nobody_an_answer_and_rests(int status) throws Exception {
        settings.put("api-key", "one,two,three");
        openAi.answering(request -> isKey(request, "Bearer two") ? Script.status(status) : Script.reply("Hello"));
        HttpProvider provider = openAi();

        for (int i = 0; i < 4; i++) {
            assertThat(ask(provider)).isEqualTo("Hello");
        }

        assertThat(keys(openAi))
                .startsWith("Bearer one", "Bearer two", "Bearer three")
                .hasSize(5)
                .containsOnlyOnce("Bearer two");
    }

    @Test
    void a_key_of_gemini_rests_too() throws Exception {
        settings.put("api-key", "one,two");
        gemini.answering(request -> request.header("x-goog-api-key").equals(Optional.of("one"))
                ? Script.status(429)
                : Script.reply("Hello"));
        HttpProvider provider = gemini();

        assertThat(ask(provider)).isEqualTo("Hello");
        assertThat(ask(provider)).isEqualTo("Hello");

        assertThat(gemini.requests())
                .extracting(request -> request.header("x-goog-api-key").orElse(""))
                .containsExactly("one", "two", "two");
    }

    @Test
    void when_no_key_is_good_the_call_fails_after_one_try_with_each() throws Exception {
        settings.put("api-key", "one,two,three");
        openAi.byDefault(Script.status(401));

        assertThat(failure(openAi())).isEqualTo(FailureCode.PROVIDER_UNAUTHORIZED);

        assertThat(keys(openAi)).containsExactly("Bearer one", "Bearer two", "Bearer three");
    }

    @Test
    void headers_that_are_configured_replace_those_of_the_same_name() throws Exception {
        settings.put("api-key", "one");
        settings.put("headers", "authorization=Token t, x-team=shop,user-agent=shop/1");

        ask(openAi());

        assertThat(last(openAi).header("Authorization")).hasValue("Token t");
        assertThat(last(openAi).header("x-team")).hasValue("shop");
        assertThat(last(openAi).header("User-Agent")).hasValue("shop/1");
    }

    @Test
    void a_user_and_a_password_in_the_address_are_sent_where_there_is_no_key() throws Exception {
        settings.put("base-url", openAi.baseUrl().replace("://", "://user:pass@"));
        ask(openAi());
        settings.put("api-key", "one");
        ask(openAi());

        assertThat(keys(openAi)).containsExactly("Basic dXNlcjpwYXNz", "Bearer one");
    }

    @Test
    void a_query_in_the_address_is_sent_with_each_call() throws Exception {
        settings.put("base-url", openAi.baseUrl() + "/?api-version=2024-10-21");
        ask(openAi());
        settings.put("base-url", gemini.baseUrl() + "/models/?team=shop");
        settings.put("api-key", "one");
        ask(gemini());

        assertThat(last(openAi).path()).isEqualTo("/v1/chat/completions?api-version=2024-10-21");
        assertThat(last(gemini).path()).isEqualTo("/v1beta/models/m:streamGenerateContent?alt=sse&team=shop");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"message\":\"Unrecognized request argument supplied: stream_options\"}}",
                "{\"error\":{\"message\":\"Unknown parameter: 'stream_options'.\"}}",
                "{\"error\":{\"code\":400,\"message\":\"Validation error at #/stream_options: Extra inputs are not permitted\"}}",
                "{\"object\":\"error\",\"message\":\"[{'type': 'extra_forbidden', 'loc': ('body', 'stream_options')}]\"}"
            })
    void stream_options_refused_once_are_left_out_from_then_on(String refusal) throws Exception {
        openAi.enqueue(Script.status(400).body("application/json", refusal));
        HttpProvider provider = openAi();

        assertThat(ask(provider)).isEqualTo("Hello");
        assertThat(ask(provider)).isEqualTo("Hello");

        assertThat(openAi.requests())
                .extracting(request -> request.body().has("stream_options"))
                .containsExactly(true, false, false);
    }

    @Test
    void validation_servers_refuse_them_with_422() throws Exception {
        openAi.enqueue(
                Script.status(422)
                        .body(
                                "application/json",
                                "{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"stream_options\",\"include_usage\"]}]}"));

        assertThat(ask(openAi())).isEqualTo("Hello");
    }

    @Test
    void a_server_that_goes_on_refusing_is_not_asked_for_ever() throws Exception {
        openAi.byDefault(Script.status(400).message("no stream_options here"));

        assertThat(failure(openAi())).isEqualTo(FailureCode.PROVIDER_REJECTED);

        assertThat(openAi.requests()).hasSize(2);
    }

    @Test
    void another_refusal_costs_no_second_call() throws Exception {
        openAi.byDefault(Script.status(400).message("no such model"));

        assertThat(failure(openAi())).isEqualTo(FailureCode.PROVIDER_REJECTED);

        assertThat(openAi.requests()).hasSize(1);
    }

    private HttpProvider openAi() {
        return provider("openai", openAi);
    }

    private HttpProvider gemini() {
        return provider("gemini", gemini);
    }

    private HttpProvider provider(String name, ScriptedProvider scripted) {
        settings.putIfAbsent("base-url", scripted.baseUrl());
        return TestedProvider.of(vertx, name, settings);
    }

    private static boolean isKey(RecordedRequest request, String key) {
        return request.header("Authorization").equals(Optional.of(key));
    }

    private static List<String> keys(ScriptedProvider scripted) {
        return scripted.requests().stream()
                .map(request -> request.header("Authorization").orElse("none"))
                .toList();
    }

    private static RecordedRequest last(ScriptedProvider scripted) {
        return scripted.requests().getLast();
    }

    private static String ask(HttpProvider provider) throws Exception {
        return TestedProvider.ask(provider);
    }

    private static FailureCode failure(HttpProvider provider) throws Exception {
        try {
            throw new AssertionError("answered: " + ask(provider));
        } catch (ExecutionException e) {
            return FailureException.of(e.getCause()).code();
        }
    }
}
