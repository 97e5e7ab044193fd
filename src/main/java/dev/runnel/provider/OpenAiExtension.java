package dev.runnel.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.internal.OpenAiUtils;
import io.quarkiverse.langchain4j.openai.common.OpenAiRestApi;

/**
 * What the OpenAI extension is here for: it writes the questions whose answer has a schema, for which each provider has a
 * dialect of its own. Its client is not used: calls of either kind share one set of connections and one reader.
 */
final class OpenAiExtension {

    /** The schema holds for every answer, not for most. */
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
