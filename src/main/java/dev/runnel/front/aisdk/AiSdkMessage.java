package dev.runnel.front.aisdk;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;

/**
 * What {@code WebSocketChatTransport} sends ({@code WebSocketChatTransportRequest} in {@code
 * packages/ai/src/ui/websocket-chat-transport.ts}). A missing field is null.
 *
 * @param type {@code send}, {@code resume} or {@code abort}
 * @param requestId the client's name for this request; all answers to it repeat it
 * @param id of the chat
 * @param messages of a {@code send}; the last one is the question
 * @param messageId of a {@code send}: the message that was edited, or is to be made anew
 * @param lastSequence the last chunk that the client has seen
 * @param headers of the client's own making; an {@code authorization} among them is a new token
 * @param body of a {@code send}: what the page adds to the message, which {@code DefaultChatTransport} merges with the
 *     rest
 * @param metadata of a {@code resume}: the message that broke off, if it is a text
 */
@RegisterForReflection
record AiSdkMessage(
        String type,
        String requestId,
        String id,
        String trigger,
        String messageId,
        List<AiSdkRequest.Message> messages,
        Long lastSequence,
        JsonNode headers,
        JsonNode body,
        JsonNode metadata) {

    private static final long BEFORE_THE_FIRST = -1;
    private static final String SCHEME = "Bearer ";

    AiSdkRequest request() {
        return new AiSdkRequest(id, messages, trigger, messageId, when());
    }

    /** Null if the page says nothing of it. */
    private String when() {
        return Optional.ofNullable(body)
                .map(added -> added.path("when"))
                .filter(when -> !when.isMissingNode() && !when.isNull())
                .map(JsonNode::asText)
                .orElse(null);
    }

    /** The last chunk that the client has seen; -1 for none. */
    long seen() {
        return lastSequence == null ? BEFORE_THE_FIRST : lastSequence;
    }

    /** The reply's message, if the client names it. */
    Optional<String> brokenOff() {
        return Optional.ofNullable(metadata).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    /** The token in this frame's headers, which have lower-case names. */
    Optional<String> token() {
        return Optional.ofNullable(headers)
                .map(named -> named.path("authorization").textValue())
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip());
    }
}
