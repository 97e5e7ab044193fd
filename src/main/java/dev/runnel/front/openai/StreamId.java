package dev.runnel.front.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.http.FailureStatus;
import java.util.regex.Pattern;

/**
 * Names one of the conversations on a socket, and writes what is said in it.
 *
 * @param value empty for the one without a name
 */
record StreamId(String value) {

    private static final String FIELD = "stream_id";
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,256}");
    private static final StreamId UNNAMED = new StreamId("");

    /** The one that a message names; throws a {@code FailureException} if it names one that cannot be. */
    static StreamId in(JsonNode message) {
        JsonNode named = message.path(FIELD);
        if (named.isMissingNode()) {
            return UNNAMED;
        }
        if (!named.isTextual() || !FORM.matcher(named.textValue()).matches()) {
            throw Failure.ofParameter(
                            FailureCode.REQUEST_INVALID,
                            FIELD + " has to be 1 to 256 letters, digits, dots, underscores or hyphens.",
                            FIELD)
                    .asException();
        }
        return new StreamId(named.textValue());
    }

    /** An event of a response, or any object, as a message of this conversation. */
    String message(String object) {
        return value.isEmpty()
                ? object
                : object.substring(0, object.length() - 1) + ",\"" + FIELD + "\":\"" + value + "\"}";
    }

    /** Says that something was refused, or is shown no further. */
    String error(Failure failure) {
        int status = FailureStatus.of(failure.code());
        return message("{\"type\":\"error\",\"status\":" + status + ",\"error\":"
                + ChatJson.errorObject(failure, status) + "}");
    }
}
