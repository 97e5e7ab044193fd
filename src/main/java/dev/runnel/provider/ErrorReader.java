package dev.runnel.provider;

import com.fasterxml.jackson.core.JsonParser;
import dev.runnel.Failure;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Collects what a provider says about an error, wherever it says it: in an {@code error} object as documented, in a
 * plain string, or in fields of the document itself, as servers in front of a model often send them ({@code
 * docs/providers.md}).
 */
final class ErrorReader {

    private final JsonParser json;

    /** All names and texts. Only {@link ProviderErrors} reads them, because they may quote the prompt. */
    private final StringBuilder words = new StringBuilder();

    private int status;
    private boolean complaint;
    private Optional<Duration> retryAfter = Optional.empty();

    ErrorReader(JsonParser json) {
        this.json = json;
    }

    /** Whether nothing was said. */
    boolean isEmpty() {
        return words.isEmpty() && status == 0;
    }

    /** Reads it as the body of a response with this status. */
    Failure refusal(int httpStatus) {
        return patient(ProviderErrors.refusal(httpStatus, words.toString()));
    }

    /** Reads it as an event of a stream that began well. */
    Failure inBand() {
        return patient(ProviderErrors.inBand(status, words.toString()));
    }

    private Failure patient(Failure failure) {
        return retryAfter.map(wait -> Failure.retryAfter(failure.code(), wait)).orElse(failure);
    }

    /**
     * Reads a field of a document that may not be an error. A name alone does not make it one, because keep-alive
     * events have names too. {@link #isComplaint} tells, for a document without a reply.
     */
    void readRootField(String name) throws IOException {
        int said = words.length();
        readField(name);
        complaint |= switch (name) {
            case "message", "detail", "msg", "error_message" -> words.length() > said;
            default -> words.substring(said).strip().equals("error");
        };
    }

    /** Whether the document's own fields report an error. */
    boolean isComplaint() {
        return complaint;
    }

    /** Reads the current value, of a field that is meant for errors. */
    void read() throws IOException {
        switch (json.currentToken()) {
            case START_OBJECT -> JsonWalk.fields(json, this::readField);
            case START_ARRAY -> JsonWalk.elements(json, this::read);
            default -> add();
        }
    }

    /** Reads a field of an error; fields that say nothing about the error are skipped. */
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

    /** Some send zero where nothing is wrong. */
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
