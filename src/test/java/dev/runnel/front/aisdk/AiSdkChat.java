package dev.runnel.front.aisdk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.FrontEnds;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A chat of the AI SDK in a process of its own, as its page sees it. */
final class AiSdkChat implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final Process process;
    private final PrintWriter commands;
    private final BlockingQueue<JsonNode> seen = new LinkedBlockingQueue<>();
    private JsonNode last;

    AiSdkChat(String api, String chat) {
        try {
            process = FrontEnds.script("ai-sdk.mjs", api, chat)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        Thread.ofVirtual().start(() -> process.inputReader(StandardCharsets.UTF_8)
                .lines()
                .map(Conversation::json)
                .forEach(seen::add));
    }

    /** {@code send TEXT}, {@code regenerate}, {@code resume}, {@code stop} and so on: see the script. */
    AiSdkChat does(String command) {
        commands.println(command);
        return this;
    }

    /** The first state from here on that is like this. */
    JsonNode await(Predicate<JsonNode> state) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            do {
                JsonNode next = seen.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    throw new AssertionError("nothing like this came; the last was " + last);
                }
                last = next;
            } while (!state.test(last));
            return last;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** With the model's last message so far. */
    JsonNode awaitText(String text) {
        return await(state -> textOf(state).equals(text));
    }

    JsonNode awaitStatus(String status) {
        return await(state -> state.path("status").asText().equals(status));
    }

    /** Of the last message. */
    static String textOf(JsonNode state) {
        return lastMessage(state).path("text").asText();
    }

    static JsonNode lastMessage(JsonNode state) {
        JsonNode messages = state.path("messages");
        return messages.path(messages.size() - 1);
    }

    @Override
    public void close() {
        commands.close();
        process.destroy();
    }
}
