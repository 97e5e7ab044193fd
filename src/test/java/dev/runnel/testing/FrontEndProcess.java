package dev.runnel.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A public client in a process of its own: commands go in as lines, and each change comes out as a line of JSON. */
public class FrontEndProcess implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final Process process;
    private final PrintWriter commands;
    private final BlockingQueue<JsonNode> seen = new LinkedBlockingQueue<>();
    private volatile boolean closed;
    private JsonNode last;

    /** Runs one of the scripts of {@link FrontEnds}. */
    public FrontEndProcess(String script, String... arguments) {
        try {
            process = FrontEnds.script(script, arguments)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        Thread.ofVirtual().start(this::read);
    }

    /** A close may come in the middle of a line. Awaitility fails every waiting test when any thread dies of that. */
    private void read() {
        try {
            process.inputReader(StandardCharsets.UTF_8)
                    .lines()
                    .map(Conversation::json)
                    .forEach(seen::add);
        } catch (UncheckedIOException e) {
            if (!closed) {
                throw e;
            }
        }
    }

    /** The commands are those of the script. */
    public void tell(String command) {
        commands.println(command);
    }

    /** The first change from here on that is like this. */
    public final JsonNode await(Predicate<JsonNode> change) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            do {
                JsonNode next = seen.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    throw new AssertionError("nothing like this came; the last was " + last);
                }
                last = next;
            } while (!change.test(last));
            return last;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        commands.close();
        process.destroy();
    }
}
