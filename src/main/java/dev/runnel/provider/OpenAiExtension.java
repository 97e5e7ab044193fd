package dev.runnel.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.internal.OpenAiUtils;
import io.quarkiverse.langchain4j.openai.common.OpenAiRestApi;

/**
 * Uses the OpenAI extension to write the requests whose answer has a schema, because each provider writes schemas
 * differently. Its client is not used: all calls share one set of connections and one reader.
 */
final class OpenAiExtension {

    /** The schema must hold for every answer, not only for most. */
    private static final boolean STRICT = true;

    private OpenAiExtension() {}

    static byte[] body(ChatRequest request, String model) throws JsonProcessingException {
        OpenAiChatRequestParameters parameters = OpenAiChatRequestParameters.builder()
                .modelName(model)
                .responseFormat(request.responseFormat())
                .build();
        return OpenAiRestApi.ObjectMapperHolder.MAPPER.writeValueAsBytes(
                OpenAiUtils.toOpenAiChatRequest(request, parameters, STRICT, STRICT)
                        .build());
    }
}
