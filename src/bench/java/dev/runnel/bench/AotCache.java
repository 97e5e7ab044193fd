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

    /** Runs the service once. Another collector than here would not use what is learnt. */
    static void learn(Path jar, String jvmOptions) {
        List<String> command = new ArrayList<>(List.of(
                ChildProcess.java(),
                Path.of("deploy/Training.java").toAbsolutePath().toString(),
                ChildProcess.java()));
        command.addAll(List.of(jvmOptions.split(" ")));
        command.addAll(
                List.of("-XX:AOTCacheOutput=" + NAME, "-jar", jar.getFileName().toString()));
        File log = new File("target/bench/training.log").getAbsoluteFile();
        try {
            int status = new ProcessBuilder(command)
                    .directory(jar.toAbsolutePath().getParent().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("the service could not be trained; see " + log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How the JVM is told of it; nothing when there is none. */
    static List<String> options(Path jar) {
        Path cache = jar.resolveSibling(NAME);
        return Files.exists(cache) ? List.of("-XX:AOTCache=" + cache) : List.of();
    }
}
