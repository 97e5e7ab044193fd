package dev.runnel.provider;

import com.fasterxml.jackson.core.JsonParser;
import dev.runnel.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Gathers what a provider says of an error, wherever it says it: an {@code error} object by the book, a bare text, or
 * fields of the document itself, as servers in front of a model like to send them ({@code docs/providers.md}).
 */
final class ErrorReader {

    private final JsonParser json;

    /** All names and texts; read by nobody but {@link ProviderErrors}, for it may quote the prompt. */
    private final StringBuilder words = new StringBuilder();

    private int status;
    private boolean complaint;
    private Optional<Duration> retryAfter = Optional.empty();

    ErrorReader(JsonParser json) {
        this.json = json;
    }

    /** Whether anything was said. */
    boolean isEmpty() {
        return words.isEmpty() && status == 0;
    }

    /** As the body of a response with this status. */
    Failure refusal(int httpStatus) {
        return patient(ProviderErrors.refusal(httpStatus, words.toString()));
    }

    /** As an event of a stream that had begun well. */
    Failure inBand() {
        return patient(ProviderErrors.inBand(status, words.toString()));
    }

    private Failure patient(Failure failure) {
        return retryAfter.map(wait -> Failure.retryAfter(failure.code(), wait)).orElse(failure);
    }

    /**
     * A field of a document that may be no error at all: names alone are none, for pings have them, too. Of a document
     * without a reply in it {@link #isComplaint} then tells.
     */
    void readRootField(String name) throws IOException {
        int said = words.length();
        readField(name);
        complaint |= switch (name) {
            case "message", "detail", "msg", "error_message" -> words.length() > said;
            default -> words.substring(said).strip().equals("error");
        };
    }

    /** Whether the document's own fields tell of an error. */
    boolean isComplaint() {
        return complaint;
    }

    /** The value that the parser stands on, of a field that is there for errors. */
    void read() throws IOException {
        switch (json.currentToken()) {
            case START_OBJECT -> JsonWalk.fields(json, this::readField);
            case START_ARRAY -> JsonWalk.elements(json, this::read);
            default -> add();
        }
    }

    /** A field of an error: what is not about it is passed over. */
    void readField(String name) throws IOException {
        switch (name) {
            case "code", "status", "status_code", "statusCode", "http_status" -> readCode();
            case "type",
                    "object",
                    "message",
                    "msg",
                    "status_msg",
                    "reason",
                    "error_type",
                    "error_code",
                    "error_message",
                    "raw" -> add();
            case "detail", "details", "error", "errors", "metadata", "innererror" -> read();
            case "retryDelay" -> retryAfter = RetryAfter.parseSeconds(JsonWalk.text(json));
            default -> {}
        }
    }

    private void readCode() throws IOException {
        if (json.currentToken().isStructStart()) {
            read();
        } else {
            long number = JsonWalk.count(json);
            if (number > 0 || !isNumber()) {
                status = number > 0 ? (int) number : status;
                add();
            }
        }
    }

    /** Zero is what some say where nothing is wrong. */
    private boolean isNumber() throws IOException {
        return json.currentToken().isNumeric() || JsonWalk.text(json).equals("0");
    }

    private void add() throws IOException {
        String text = JsonWalk.text(json);
        if (!text.isEmpty()) {
            words.append(text).append(' ');
        }
    }
}
