package dev.runnel.pods;

import dev.runnel.testing.FreePort;
import dev.runnel.testing.PackagedApplication;
import dev.runnel.testing.SseClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** One process of the packaged application on this machine. */
public final class Pod implements AutoCloseable {

    private final int port;
    private final Path output;
    private final Process process;
    private final Thread atExit;

    private Pod(int port, Map<String, String> environment) {
        this.port = port;
        this.output = Path.of("target", "pod-" + port + ".log");
        ProcessBuilder start = new ProcessBuilder(PackagedApplication.command(
                        List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"),
                        List.of("-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=" + port)))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> clean = new HashMap<>(start.environment());
        clean.keySet().removeIf(name -> name.matches("(OPENAI|GEMINI|RUNNEL|REDIS)_.*"));
        start.environment().keySet().retainAll(clean.keySet());
        start.environment().putAll(environment);
        try {
            process = start.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        atExit = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Starts a process; {@link #awaitReady} says when it serves. */
    public static Pod start(Map<String, String> environment) {
        return new Pod(FreePort.find(), environment);
    }

    /** Another process in this one's place, which is gone. */
    public Pod startAnew(Map<String, String> environment) {
        return new Pod(port, environment);
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Waits until it serves. */
    public Pod awaitReady() {
        Awaitility.await("pod on port " + port)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(this::isReady);
        return this;
    }

    /** Whether it serves. */
    public boolean isReady() {
        try (SseClient health = get("/q/health/ready")) {
            return health.status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    SseClient ask(String user, String session, String message, String... headers) {
        return SseClient.to(port)
                .patience(Duration.ofSeconds(20))
                .post(
                        "/api/conversation-stream/" + user,
                        "{\"message\":\"" + message + "\",\"session_id\":\"" + session + "\"}",
                        headers);
    }

    /** By somebody who reads only now and then, and whose system keeps little for them. */
    SseClient askSlowly(String user, String message) {
        return SseClient.to(port)
                .receiveBuffer(4096)
                .patience(Duration.ofSeconds(20))
                .post("/api/conversation-stream/" + user, "{\"message\":\"" + message + "\"}");
    }

    SseClient resume(String user, String reply, long after) {
        return SseClient.to(port)
                .patience(Duration.ofSeconds(20))
                .get("/api/conversation-stream/" + user + "/" + reply, "Last-Event-ID: " + after);
    }

    SseClient get(String path) {
        return SseClient.get(port, path);
    }

    SseClient delete(String user, String reply) {
        return SseClient.request(port, "DELETE", "/api/conversation-stream/" + user + "/" + reply, "");
    }

    /** Erases a conversation. */
    SseClient erase(String user, String session) {
        return SseClient.request(port, "DELETE", "/api/conversation/" + user + "/" + session, "");
    }

    SseClient transcript(String user, String session) {
        return SseClient.get(port, "/api/conversation/" + user + "/" + session);
    }

    String health() {
        try (SseClient health = get("/q/health")) {
            return health.rawBody();
        }
    }

    /** What Prometheus reads. */
    public String metrics() {
        try (SseClient metrics = SseClient.get(port, "/q/metrics", "Accept: text/plain")) {
            return metrics.rawBody();
        }
    }

    /** What an operator reads. */
    public List<String> log() {
        try {
            return Files.readAllLines(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL: nothing is said to anybody. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As in a long pause of the machine: nothing runs, connections stay open. */
    public void pause() {
        signal("-STOP");
    }

    /** What was paused goes on. */
    public void goOn() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, "" + process.pid())
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** Whether the process is gone, which is waited for so long. */
    public boolean hasExitedWithin(Duration patience) throws InterruptedException {
        return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }
}
