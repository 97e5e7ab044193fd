package dev.runnel.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A request that a {@link ScriptedProvider} got and how its answer stood at that moment. It does not change any more. */
public final class RecordedRequest {
    private final int index;
    private final int connection;
    private final Instant arrivedAt;
    private final long arrivedNanos;
    private final IncomingRequest request;
    private final Prompt prompt;
    private final Progress progress;

    RecordedRequest(
            int index,
            int connection,
            Instant arrivedAt,
            long arrivedNanos,
            IncomingRequest request,
            Prompt prompt,
            Progress progress) {
        this.index = index;
        this.connection = connection;
        this.arrivedAt = arrivedAt;
        this.arrivedNanos = arrivedNanos;
        this.request = request;
        this.prompt = prompt;
        this.progress = progress;
    }

    /** Counted from 0 over all requests of the provider. */
    public int index() {
        return index;
    }

    /** The connection it came by, counted from 0: equal numbers mean that a connection was used again. */
    public int connection() {
        return connection;
    }

    public Instant arrivedAt() {
        return arrivedAt;
    }

    /** On the clock of {@link System#nanoTime}. */
    public long arrivedNanos() {
        return arrivedNanos;
    }

    public String method() {
        return request.method();
    }

    /** With the query. */
    public String path() {
        return request.path();
    }

    /** Looked up whatever the case of the name. */
    public Map<String, String> headers() {
        return request.headers();
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(request.headers().get(name));
    }

    /** A missing node when the body is no JSON. */
    public JsonNode body() {
        return request.body();
    }

    public boolean streaming() {
        return prompt.streaming();
    }

    public String model() {
        return prompt.model();
    }

    /** The system prompt included. */
    public List<PromptMessage> messages() {
        return prompt.messages();
    }

    /** {@code system}, {@code user}, {@code assistant}, or empty without messages. */
    public String lastRole() {
        return prompt.lastRole();
    }

    /** Tokens handed to the socket. */
    public int tokensSent() {
        return progress.tokensSent();
    }

    /** The whole reply was sent, its finish reason included. */
    public boolean finishedNormally() {
        return progress.finishedNormally();
    }

    public boolean inProgress() {
        return progress.inProgress();
    }

    /** The client closed the connection while the script was still going. */
    public boolean closedByClient() {
        return progress.closedByClientNanos().isPresent();
    }

    /** On the clock of {@link System#nanoTime}. */
    public OptionalLong closedByClientNanos() {
        return progress.closedByClientNanos();
    }

    /** How long after the arrival the client closed. */
    public Optional<Duration> closedByClientAfter() {
        return progress.closedByClientNanos().stream()
                .mapToObj(nanos -> Duration.ofNanos(nanos - arrivedNanos))
                .findFirst();
    }

    /** When the first token was handed to the socket, on the clock of {@link System#nanoTime}. */
    public OptionalLong firstTokenNanos() {
        return progress.firstTokenNanos();
    }

    @Override
    public String toString() {
        return "#%d on connection %d: %s %s %s".formatted(index, connection, method(), path(), progress);
    }
}
