package dev.runnel.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.runnel.testing.Docs;
import dev.runnel.testing.FreePort;
import dev.runnel.testing.SseClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key pair, a service that trusts it and a token, by the very commands of the documentation. */
class DocumentedTokenIT {

    @TempDir
    Path directory;

    private final int port = FreePort.find();
    private Process service;

    @AfterEach
    void stop() {
        if (service != null) {
            service.descendants().forEach(ProcessHandle::destroyForcibly);
            service.destroyForcibly();
        }
    }

    @Test
    void the_three_requests_get_the_three_answers_that_are_shown() throws IOException {
        List<String> commands = Docs.examples("docs/security.md", "## Try it");
        start(commands.get(0));

        String answers = Shell.output(commands.get(1), port, directory);

        assertThat(answers.lines().filter(line -> line.matches("\\d+"))).containsExactly("401", "403", "200");
        assertThat(withoutIds(answers)).isEqualTo(withoutIds(shown()));
    }

    private void start(String commands) throws IOException {
        Files.createSymbolicLink(directory.resolve("target"), Path.of("target").toAbsolutePath());
        ProcessBuilder start = new ProcessBuilder("bash", "-euc", commands)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        start.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        start.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        // The shown answer has its context, on a slow machine, too.
        start.environment().put("RUNNEL_INSIGHT_BUDGET", "5s");
        // The command's own Java is whichever comes first; the application needs this one.
        start.environment().merge("PATH", System.getProperty("java.home") + "/bin:", (path, java) -> java + path);
        service = start.start();
        await().atMost(Duration.ofMinutes(1)).ignoreExceptions().untilAsserted(() -> {
            try (SseClient ready = SseClient.get(port, "/q/health/ready")) {
                assertThat(ready.status()).isEqualTo(200);
            }
        });
    }

    private static String shown() {
        return Docs.blocks("docs/security.md").stream()
                .filter(block -> block.language().equals("text"))
                .findFirst()
                .orElseThrow()
                .text();
    }

    private static String withoutIds(String answers) {
        return answers.strip().replaceAll("(\"(?:reply|session)_id\":)\"[^\"]*\"", "$1\"…\"");
    }
}
