package dev.runnel.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A class of this benchmark in a process of its own, which says its port when it is ready. */
record ChildProcess(Process process, int port) implements AutoCloseable {

    private static final String READY = "port ";
    /** The application's libraries are on the class path, and some of them warn of being used outside of it. */
    private static final List<String> QUIET = List.of(
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager", "--sun-misc-unsafe-memory-access=allow");

    /** Says, within the child, that it is ready. */
    static void announce(int port) {
        System.out.println(READY + port);
    }

    static ChildProcess start(Class<?> program, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx1g", "-XX:+UseSerialGC"));
        command.addAll(QUIET);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            endWithThisProcess(process);
            BufferedReader said = process.inputReader();
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.startsWith(READY)) {
                    return new ChildProcess(process, Integer.parseInt(line.substring(READY.length())));
                }
            }
            throw new IllegalStateException(program.getSimpleName() + " did not start");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static void endWithThisProcess(Process process) {
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
