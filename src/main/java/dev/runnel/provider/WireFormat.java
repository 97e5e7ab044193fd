package dev.runnel.provider;

import com.fasterxml.jackson.core.JsonParser;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.runnel.Failure;
import dev.runnel.GivenPrompt;
import java.io.IOException;

/**
 * The wire format of one provider's calls. One instance serves all calls; it remembers only which options the server
 * refused.
 */
interface WireFormat {

    /** The path and query, to be appended to the base URL. */
    String path(ChatRequest request, boolean streamed);

    /** Whether this format has words for all of a prompt that a caller gives, and for the model that it asks for. */
    default boolean canTake(String model, GivenPrompt prompt) {
        return true;
    }

    /**
     * The request's body: the messages, and the response format and the model where the request names its own. With
     * {@link GivenParameters} it is the prompt that they carry.
     */
    byte[] body(ChatRequest request, boolean streamed) throws IOException;

    /**
     * Reads the current object: one event's data, or the document of a reply that is not streamed. Both formats use the
     * same shape for either.
     *
     * @throws IOException if it is no JSON
     */
    WireChunk read(JsonParser json) throws IOException;

    /**
     * The meaning of a response with an error status, from the current object.
     *
     * @throws IOException if it is no JSON
     */
    Failure readRefusal(JsonParser json, int status) throws IOException;

    /**
     * Learns from a refusal which options this server does not know, and omits or renames them from then on.
     *
     * @return what was learned, so that the same request should be encoded and sent again; empty if that was not the
     *     reason
     */
    default String learnFrom(int status, byte[] body) {
        return "";
    }
}
