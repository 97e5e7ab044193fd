package dev.runnel.front.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.models.Model;
import com.openai.models.responses.CompactedResponse;
import com.openai.models.responses.ResponseCompactParams;
import com.openai.models.responses.ResponseCompactionItem;
import com.openai.models.responses.ResponseCompactionItemParam;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseInputItem;
import dev.runnel.front.FrontProfiles;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.FlakyNetwork;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What OpenAI's client for Java, unchanged, makes of an answer. */
@QuarkusTest
@TestProfile(FrontProfiles.OneCall.class)
class OpenAiJavaClientTest extends OpenAiSuite {

    private final List<String> texts = new ArrayList<>();
    private OpenAIClient client;

    @BeforeEach
    void start_it() {
        client = opened(url.getPort());
    }

    @AfterEach
    void close_it() {
        client.close();
    }

    @Test
    void an_answer_is_one_completion_with_its_usage() {
        ChatCompletion completion =
                client.chat().completions().create(asking("auto").build());
        assertThat(completion.choices().getFirst().message().content()).hasValue(WHOLE);
        assertThat(completion.choices().getFirst().finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        assertThat(completion.usage().orElseThrow().totalTokens()).isEqualTo(17);
        assertThat(completion.validate().isValid()).isTrue();
    }

    @Test
    void a_streamed_answer_is_read_until_its_end() {
        gate.open();
        List<ChatCompletionChunk> chunks = read();
        assertThat(String.join("", texts)).isEqualTo(WHOLE);
        assertThat(chunks).allMatch(chunk -> chunk.validate().isValid());
        assertThat(chunks.getLast().choices().getFirst().finishReason())
                .hasValue(ChatCompletionChunk.Choice.FinishReason.STOP);
    }

    @Test
    void a_cut_answer_is_thrown_after_the_text_so_far() {
        provider().byDefault(Script.tokens("one ").thenCut());
        OpenAIServiceException thrown = catchThrowableOfType(OpenAIServiceException.class, () -> read());
        assertThat(thrown.code()).hasValue("provider_cut");
        assertThat(texts).containsExactly("one ");
    }

    @Test
    void a_broken_connection_is_thrown_too() {
        try (FlakyNetwork network = new FlakyNetwork(url.getPort())) {
            client.close();
            client = opened(network.port());
            assertThatThrownBy(() -> read(network)).isInstanceOf(OpenAIException.class);
            assertThat(texts).isEqualTo(List.of("one ", "two ", "three "));
        }
    }

    @Test
    void a_refusal_is_an_exception_of_its_status_that_names_the_field() {
        BadRequestException thrown = catchThrowableOfType(
                BadRequestException.class,
                () -> client.chat().completions().create(asking("auto").n(2).build()));
        assertThat(thrown.code()).hasValue("request_invalid");
        assertThat(thrown.param()).hasValue("n");
        assertThat(thrown.type()).hasValue("invalid_request_error");
    }

    @Test
    void a_user_who_asks_too_often_is_told_when_again() {
        gate.open();
        for (int i = 0; i < FrontProfiles.REQUESTS; i++) {
            conversation.streamed("Hi");
        }
        RateLimitException thrown = catchThrowableOfType(RateLimitException.class, () -> read());
        assertThat(thrown.code()).hasValue("rate_limited");
        assertThat(thrown.headers().values("Retry-After")).hasSize(1);
    }

    @Test
    void fallbacks_are_asked_in_the_order_of_the_request() {
        providers.of(Dialect.GEMINI).byDefaultNonStreaming(Script.status(503));
        ChatCompletion completion = client.chat()
                .completions()
                .create(asking("gemini")
                        .putAdditionalBodyProperty("fallbacks", JsonValue.from(List.of("openai")))
                        .build());
        assertThat(completion.model()).isEqualTo("openai/openai-model");
    }

    @Test
    void a_conversation_is_shortened_and_goes_on() {
        JsonValue user = JsonValue.from(conversation.user());
        CompactedResponse window = client.responses()
                .compact(ResponseCompactParams.builder()
                        .model("auto")
                        .input("I am Ada.")
                        .putAdditionalBodyProperty("user", user)
                        .build());
        assertThat(window.validate().isValid()).isTrue();
        assertThat(window.usage().totalTokens()).isEqualTo(17);
        ResponseCompactionItem item = window.output().getFirst().asCompaction();
        ResponseInputItem sent = ResponseInputItem.ofCompaction(ResponseCompactionItemParam.builder()
                .id(item.id())
                .encryptedContent(item.encryptedContent())
                .build());
        client.responses()
                .create(ResponseCreateParams.builder()
                        .model("auto")
                        .inputOfResponse(List.of(sent))
                        .putAdditionalBodyProperty("user", user)
                        .build());
        assertThat(provider().requests().getLast().messages().getLast().text()).contains(WHOLE, "I am Ada.");
    }

    @Test
    void the_models_can_be_listed_and_looked_up() {
        assertThat(client.models().list().data())
                .extracting(Model::id)
                .containsExactly("auto", "openai", "gemini", "openai/openai-model", "gemini/gemini-model");
        assertThat(client.models().retrieve("gemini/gemini-model").ownedBy()).isEqualTo("gemini");
    }

    private List<ChatCompletionChunk> read() {
        return read(null);
    }

    /** @param network is cut after the third word; null for none */
    private List<ChatCompletionChunk> read(FlakyNetwork network) {
        List<ChatCompletionChunk> chunks = new ArrayList<>();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(asking("openai").build())) {
            stream.stream().peek(chunks::add).forEach(chunk -> {
                chunk.choices()
                        .getFirst()
                        .delta()
                        .content()
                        .filter(text -> !text.isEmpty())
                        .ifPresent(texts::add);
                if (network != null && texts.size() == 3) {
                    network.cut();
                }
            });
        }
        return chunks;
    }

    private ChatCompletionCreateParams.Builder asking(String model) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage("Hi")
                .putAdditionalBodyProperty("user", JsonValue.from(conversation.user()));
    }

    private static OpenAIClient opened(int port) {
        return OpenAIOkHttpClient.builder()
                .baseUrl("http://127.0.0.1:" + port + "/v1")
                .apiKey("sk-anything")
                .maxRetries(0)
                .build();
    }
}
