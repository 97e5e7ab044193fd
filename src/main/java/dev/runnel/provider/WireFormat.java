package dev.runnel.provider;

import com.fasterxml.jackson.core.JsonParser;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.runnel.Failure;
import java.io.IOException;

/** How one provider's calls look on the wire. One serves all calls, and knows nothing of them but what the server refused. */
interface WireFormat {

    /** The path and query, to be appended to the base URL. */
    String path(ChatRequest request, boolean streamed);

    /** The request's body: the messages, and the response format and the model where the request names its own. */
    byte[] body(ChatRequest request, boolean streamed) throws IOException;

    /**
     * The object that the parser stands on: one event's data, or the one document of a reply that is not streamed. Both
     * formats have the same shape for either.
     *
     * @throws IOException when it is no JSON
     */
    WireChunk read(JsonParser json) throws IOException;

    /**
     * What a response with an error status means, from the object that the parser stands on.
     *
     * @throws IOException when it is no JSON
     */
    Failure readRefusal(JsonParser json, int status) throws IOException;

    /**
     * Learns from a refusal what this server does not know, and leaves it out from then on.
     *
     * @return whether the refusal was for that, so that the same request, encoded anew, is worth making
     */
    default boolean learnFrom(int status, byte[] body) {
        return false;
    }
}
