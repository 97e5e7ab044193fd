package dev.runnel.testing;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** What the build has packaged: a jar, or with the profile {@code native} a binary. */
public final class PackagedApplication {

    private static final Path TARGET = Path.of("target");

    /** The pods of the tests are started about a hundred times. */
    private static final class Learnt {

        private static final List<String> OPTIONS =
                AotCache.learn(path(), TARGET.resolve("tests.aot"), List.of("-Xmx512m"), 100);
    }

    private PackagedApplication() {}

    /**
     * The command that starts it.
     *
     * @param jvmOptions what only a JVM understands
     * @param properties system properties, {@code -Dname=value}, which a binary takes too
     */
    public static List<String> command(List<String> jvmOptions, List<String> properties) {
        if (artifact().getProperty("type").equals("native")) {
            return Stream.concat(Stream.of(path().toString()), properties.stream())
                    .toList();
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return Stream.of(List.of(java), Learnt.OPTIONS, jvmOptions, properties, List.of("-jar", path().toString()))
                .flatMap(List::stream)
                .toList();
    }

    private static Path path() {
        return TARGET.resolve(artifact().getProperty("path"));
    }

    private static Properties artifact() {
        Properties artifact = new Properties();
        try (Reader file = Files.newBufferedReader(TARGET.resolve("quarkus-artifact.properties"))) {
            artifact.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return artifact;
    }
}
