package dev.runnel.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** How one provider reads requests and writes replies. A {@code finish} that is empty means: not finished yet. */
sealed interface WireFormat permits OpenAiFormat, GeminiFormat {

    record Answer(int status, JsonNode body) {}

    /** The path of the API's root, as it stands in a base URL. */
    String basePath();

    /** Ends each line of the event stream. */
    String lineEnd();

    String eventStreamType();

    /** Empty: there is nothing at this path. */
    Optional<Prompt> prompt(IncomingRequest request);

    /** The chunk in front of the first token. */
    Optional<JsonNode> opening(Heading heading);

    JsonNode chunk(Heading heading, String text, Optional<String> finish, Optional<Usage> usage);

    JsonNode thought(Heading heading, String text);

    /** The chunk after the finish reason that carries the usage. */
    Optional<JsonNode> usage(Heading heading, Usage usage);

    Optional<String> doneMarker();

    ObjectNode inBandError(String message);

    JsonNode completion(Heading heading, String text, Optional<String> finish, Optional<Usage> usage);

    Answer refuse(Heading heading, Refusal refusal);
}
