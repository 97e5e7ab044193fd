package dev.runnel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Dialect;
import dev.runnel.testing.Docs;
import dev.runnel.testing.FrontEnds;
import dev.runnel.testing.NeedsNpm;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The chat that leaves it to Runnel what was said before, as it stands in the documentation. */
@NeedsNpm
@QuarkusTest
@TestProfile(Profiles.OpenAi.class)
@Timeout(60)
class DocumentedResponsesTest extends ProviderSuite {

    private static final Path CHAT = FrontEnds.folder().resolve("responses-chat.mjs");

    private Process chat;
    private PrintWriter typed;
    private BufferedReader shown;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @BeforeEach
    void start_it() throws IOException {
        start(script());
    }

    private static String script() {
        return Docs.examples("docs/front-ends.md", "## OpenAI Responses").getFirst();
    }

    private void start(String script) throws IOException {
        Files.writeString(CHAT, script.replace("localhost:8080", "127.0.0.1:" + url.getPort()));
        chat = FrontEnds.node(CHAT).redirectErrorStream(true).start();
        typed = new PrintWriter(chat.outputWriter(StandardCharsets.UTF_8), true);
        shown = chat.inputReader(StandardCharsets.UTF_8);
    }

    @AfterEach
    void end_it() {
        chat.destroy();
    }

    @Test
    void each_line_is_answered_with_what_was_said_before_in_mind() throws IOException {
        provider().enqueue(Script.reply("one ", "two"), Script.reply("three"));
        typed.println("count");
        assertThat(shown.readLine()).isEqualTo("one two");
        typed.println("go on");
        assertThat(shown.readLine()).isEqualTo("three");
        assertThat(provider().requests().getLast().messages())
                .extracting(PromptMessage::text)
                .endsWith("count", "one two", "go on");
    }

    /** With the client of the chat. */
    @Test
    void a_conversation_that_became_too_long_goes_on_from_its_notes() throws IOException {
        provider().enqueueNonStreaming(Script.reply("Hello Ada!"), Script.reply("Ada."), Script.reply("You are Ada."));
        end_it();
        String script = script();
        start(script.substring(0, script.indexOf("let previous_response_id"))
                + Docs.examples("docs/front-ends.md", "### A conversation that became too long")
                        .getFirst()
                + "\nconsole.log(next.output_text); process.exit(0);");
        assertThat(shown.readLine()).isEqualTo("You are Ada.");
        assertThat(provider().requests().getLast().messages())
                .extracting(PromptMessage::text)
                .anyMatch(text -> text.contains("Ada.\n\nThe latest messages of the user"))
                .endsWith("Who am I?");
    }

    @Test
    void a_reply_that_is_cut_is_thrown() throws IOException {
        provider().enqueue(Script.tokens("half").thenCut());
        typed.println("count");
        assertThat(shown.lines().toList())
                .anyMatch(line -> line.contains("half"))
                .anyMatch(line -> line.contains("The reply was cut off. Please try again."));
    }
}
