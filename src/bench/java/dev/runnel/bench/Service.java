package dev.runnel.bench;

import dev.runnel.testing.AotCache;
import dev.runnel.testing.FreePort;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged service in production mode, with the limits on its memory that its pod has. */
final class Service implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Path JAR = Path.of(System.getProperty("bench.jar", "target/quarkus-app/quarkus-run.jar"));
    private static final Path CACHE = JAR.resolveSibling("app.aot");
    /** As for the image. */
    private static final int REPLIES_OF_THE_TRAINING = 40_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final int port;
    private final Duration startup;
    private Inspector inspector;

    private Service(Process process, int port, Duration startup) {
        this.process = process;
        this.port = port;
        this.startup = startup;
    }

    /** Lets the JVM learn what its cache is to hold; without that it starts without one. */
    static void train() {
        AotCache.learn(JAR, CACHE, List.of(jvmOptions().split(" ")), REPLIES_OF_THE_TRAINING);
    }

    /** Starts it, and waits until it is ready. */
    static Service start(Mode mode, int providerPort, String redisUrl, Map<String, String> settings) {
        int port = FreePort.find();
        List<String> command = new ArrayList<>(List.of(ChildProcess.java()));
        command.addAll(List.of(jvmOptions().split(" ")));
        if (Files.exists(CACHE)) {
            // To end rather than to start without it.
            command.addAll(List.of("-XX:AOTMode=on", "-XX:AOTCache=" + CACHE));
        }
        command.addAll(List.of("-jar", JAR.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/bench/service.log")));
        Map<String, String> environment = builder.environment();
        environment.putAll(Map.of(
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", "" + port,
                "RUNNEL_PROVIDERS", "openai",
                "OPENAI_BASE_URL", "http://127.0.0.1:" + providerPort + "/v1",
                "OPENAI_API_KEY", "none",
                "RUNNEL_AUTH", "off",
                "RUNNEL_INSIGHT_ENABLED", "" + mode.insight()));
        if (mode.redis()) {
            environment.put("REDIS_URL", redisUrl);
        }
        environment.putAll(mode.settings());
        environment.putAll(settings);
        long started = System.nanoTime();
        try {
            Process process = builder.start();
            ChildProcess.endWithThisProcess(process);
            if (!Pause.until(() -> !process.isAlive() || isReady(port), PATIENCE) || !process.isAlive()) {
                throw new IllegalStateException("the service did not start; see target/bench/service.log");
            }
            return new Service(process, port, Duration.ofNanos(System.nanoTime() - started));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What the image's settings come to in the pod of {@code k8s/base}: seven tenths of 1 GiB for the heap, and the
     * collector that the JVM chooses for so little memory.
     */
    static String jvmOptions() {
        String chosen = System.getProperty("bench.jvm", "");
        return chosen.isBlank() ? "-Xmx716m -XX:+UseG1GC -XX:+UseCompactObjectHeaders" : chosen;
    }

    private static boolean isReady(int port) {
        try {
            URI health = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
            return HTTP.send(HttpRequest.newBuilder(health).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Target target() {
        return Target.ofService(port);
    }

    long pid() {
        return process.pid();
    }

    /** From the start of the JVM until it was ready. */
    Duration startup() {
        return startup;
    }

    /** Made when it is asked for: to attach to a JVM keeps it busy for a moment. */
    Inspector inspector() {
        if (inspector == null) {
            inspector = new Inspector(process.toHandle());
        }
        return inspector;
    }

    @Override
    public void close() {
        if (inspector != null) {
            inspector.close();
        }
        process.destroy();
        try {
            process.waitFor(40, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
