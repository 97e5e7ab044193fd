package dev.runnel.testing;

import dev.runnel.redis.TestRedis;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the JVM has learnt of the packaged application, by the program that the image learns with: a process that has it
 * starts in half the time.
 */
public final class AotCache {

    private AotCache() {}

    /**
     * Runs the application once. The cache is used by processes that are started by the same path, and with the same
     * kind of collector and of pointers.
     *
     * @param jar of the application
     * @param file where the cache is kept
     * @param replies of which code that is compiled for good is learnt; a few are enough for the start alone
     * @return how a JVM is told of it
     */
    public static List<String> learn(Path jar, Path file, List<String> jvmOptions, int replies) {
        File log = new File(file + ".log");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = Stream.of(
                        List.of(java, "-Dreplies=" + replies, "deploy/Training.java", java),
                        jvmOptions,
                        List.of("-XX:AOTCacheOutput=" + file, "-jar", jar.toString()))
                .flatMap(List::stream)
                .toList();
        ProcessBuilder training =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
        training.environment().keySet().removeIf(name -> name.matches("(OPENAI|GEMINI|RUNNEL|REDIS)_.*"));
        try (TestRedis redis = TestRedis.start()) {
            training.environment().put("REDIS_URL", redis.url());
            if (training.start().waitFor() != 0) {
                throw new IllegalStateException("the application could not be trained; see " + log);
            }
            return List.of("-XX:AOTCache=" + file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
