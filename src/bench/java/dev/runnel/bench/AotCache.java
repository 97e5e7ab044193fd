package dev.runnel.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the JVM has learnt of the packaged service, by the program that the image learns with, lies beside its jar. */
final class AotCache {

    private static final String NAME = "app.aot";

    private AotCache() {}

    /** Runs the service once, by the very path that it is started by: another path or collector would not use it. */
    static void learn(Path jar, String jvmOptions, String redisUrl) {
        List<String> command =
                new ArrayList<>(List.of(ChildProcess.java(), "deploy/Training.java", ChildProcess.java()));
        command.addAll(List.of(jvmOptions.split(" ")));
        command.addAll(List.of("-XX:AOTCacheOutput=" + jar.resolveSibling(NAME), "-jar", jar.toString()));
        File log = new File("target/bench/training.log");
        ProcessBuilder training =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
        training.environment().put("REDIS_URL", redisUrl);
        try {
            int status = training.start().waitFor();
            if (status != 0) {
                throw new IllegalStateException("the service could not be trained; see " + log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How the JVM is told of it, and to end rather than to start without it; nothing when there is none. */
    static List<String> options(Path jar) {
        Path cache = jar.resolveSibling(NAME);
        return Files.exists(cache) ? List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache) : List.of();
    }
}
