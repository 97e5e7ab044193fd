package dev.runnel.provider;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Uses the Gemini extension to write the requests whose answer has a schema, because each provider writes schemas
 * differently. The extension writes requests only inside its client. So the client gets a transport that keeps the
 * request and sends nothing: all calls share one set of connections and one reader.
 *
 * <p>The types that the request is written from are registered for native images here, because the extension does not
 * do it.
 */
@RegisterForReflection(
        classNames = {
            "dev.langchain4j.model.googleai.GeminiContent",
            "dev.langchain4j.model.googleai.GeminiContent$GeminiPart",
            "dev.langchain4j.model.googleai.GeminiContent$GeminiPart$GeminiBlob",
            "dev.langchain4j.model.googleai.GeminiContent$GeminiPart$GeminiCodeExecutionResult",
            "dev.langchain4j.model.googleai.GeminiContent$GeminiPart$GeminiCodeExecutionResult$GeminiOutcome",
            "dev.langchain4j.model.googleai.GeminiContent$GeminiPart$GeminiExecutableCode",
            "dev.langchain4j.model.googleai.GeminiContent$GeminiPart$GeminiExecutableCode$GeminiLanguage",
            "dev.langchain4j.model.googleai.GeminiContent$GeminiPart$GeminiFileData",
            "dev.langchain4j.model.googleai.GeminiContent$GeminiPart$GeminiFunctionCall",
            "dev.langchain4j.model.googleai.GeminiContent$GeminiPart$GeminiFunctionResponse",
            "dev.langchain4j.model.googleai.GeminiFunctionCallingConfig",
            "dev.langchain4j.model.googleai.GeminiFunctionDeclaration",
            "dev.langchain4j.model.googleai.GeminiGenerateContentRequest",
            "dev.langchain4j.model.googleai.GeminiGenerateContentRequest$GeminiTool",
            "dev.langchain4j.model.googleai.GeminiGenerateContentRequest$GeminiTool$GeminiCodeExecution",
            "dev.langchain4j.model.googleai.GeminiGenerateContentRequest$GeminiTool$GeminiGoogleMaps",
            "dev.langchain4j.model.googleai.GeminiGenerateContentRequest$GeminiTool$GeminiGoogleSearchRetrieval",
            "dev.langchain4j.model.googleai.GeminiGenerateContentRequest$GeminiTool$GeminiUrlContext",
            "dev.langchain4j.model.googleai.GeminiGenerateContentRequest$GeminiToolConfig",
            "dev.langchain4j.model.googleai.GeminiGenerationConfig",
            "dev.langchain4j.model.googleai.GeminiGenerationConfig$GeminiImageConfig",
            "dev.langchain4j.model.googleai.GeminiHarmBlockThreshold",
            "dev.langchain4j.model.googleai.GeminiHarmCategory",
            "dev.langchain4j.model.googleai.GeminiMediaResolution",
            "dev.langchain4j.model.googleai.GeminiMediaResolutionLevel",
            "dev.langchain4j.model.googleai.GeminiMode",
            "dev.langchain4j.model.googleai.GeminiResponseModality",
            "dev.langchain4j.model.googleai.GeminiSafetySetting",
            "dev.langchain4j.model.googleai.GeminiSchema",
            "dev.langchain4j.model.googleai.GeminiThinkingConfig",
            "dev.langchain4j.model.googleai.GeminiType",
        })
final class GeminiExtension {

    /** Receives the request while it is being written. */
    private static final ScopedValue<Written> WRITTEN = ScopedValue.newInstance();

    private static final GoogleAiGeminiChatModel CLIENT = GoogleAiGeminiChatModel.builder()
            .httpClientBuilder(new NoTransportBuilder())
            .apiKey("unused")
            .modelName("unused")
            .maxRetries(0)
            .build();

    private GeminiExtension() {}

    static byte[] body(ChatRequest request) {
        Written written = new Written();
        try {
            ScopedValue.where(WRITTEN, written).run(() -> CLIENT.doChat(request));
        } catch (RuntimeException e) {
            if (written.body == null) {
                throw e;
            }
        }
        return written.body.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Written {
        private String body;
    }

    private static final class NoTransport implements HttpClient {

        @Override
        public SuccessfulHttpResponse execute(HttpRequest request) {
            WRITTEN.get().body = request.body();
            throw new IllegalStateException("the request is written; it is sent elsewhere");
        }

        @Override
        public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
            throw new IllegalStateException("streams are asked for elsewhere");
        }
    }

    private static final class NoTransportBuilder implements HttpClientBuilder {

        @Override
        public Duration connectTimeout() {
            return Duration.ZERO;
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration timeout) {
            return this;
        }

        @Override
        public Duration readTimeout() {
            return Duration.ZERO;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration timeout) {
            return this;
        }

        @Override
        public HttpClient build() {
            return new NoTransport();
        }
    }
}
