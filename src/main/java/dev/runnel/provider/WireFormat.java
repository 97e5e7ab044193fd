package dev.runnel.provider;

import com.fasterxml.jackson.core.JsonParser;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.runnel.Failure;
import io.vertx.core.MultiMap;
import java.io.IOException;

/** How one provider's calls look on the wire. One serves all calls. */
interface WireFormat {

    /** The path and query, to be appended to the base URL. */
    String path(ChatRequest request, boolean streamed);

    /** Adds the headers that carry the key. */
    void authorize(MultiMap headers);

    /** The request's body: the messages, and the response format and the model where the request names its own. */
    byte[] body(ChatRequest request, boolean streamed) throws IOException;

    /**
     * The object that the parser stands on: one event's data, or the one document of a reply that is not streamed. Both
     * formats have the same shape for either.
     *
     * @throws IOException when it is no JSON
     */
    WireChunk read(JsonParser json) throws IOException;

    /** What a response with an error status means. The body may be anything. */
    Failure refusal(int status, byte[] body);
}
