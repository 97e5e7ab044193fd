package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import dev.runnel.testing.BundledPage;
import dev.runnel.testing.Docs;
import dev.runnel.testing.NeedsNpm;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples for the AI SDK, as they stand in the documentation, in a page of their own. */
@NeedsNpm
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class DocumentedAiSdkTest extends BrowserSuite {

    private static final String TRANSPORT = Docs.examples("docs/front-ends.md", "### Lost connections and long chats")
            .getFirst();

    @TempDir
    Path project;

    @Test
    void a_chat_in_react_shows_each_reply_and_an_error_where_one_is_cut() throws IOException {
        provider.enqueue(Script.reply("one ", "two"));
        provider.enqueue(Script.tokens("half").thenCut());
        serve(Docs.examples("docs/front-ends.md", "## AI SDK").get(1) + """
                import { createRoot } from "react-dom/client";
                createRoot(document.querySelector("#root")).render(<App />);
                """);
        send("count");
        assertThat(page.locator("p").last()).hasText("one two");
        assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
        send("again");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("The reply was cut off. Please try again.");
    }

    @Test
    void a_transport_sends_long_chats_and_gets_back_a_message_that_has_ended() throws IOException {
        provider.byDefault(Script.reply("one ", "two"));
        serve("""
                import { DefaultChatTransport, readUIMessageStream } from "ai";
                %s
                window.read = async stream => {
                  let message;
                  for await (message of readUIMessageStream({ stream }));
                  return message;
                };
                window.transport = transport;
                """.formatted(TRANSPORT));
        Object texts = page.evaluate("""
                async () => {
                  const said = text => ({ id: "m", role: "user", parts: [{ type: "text", text }] });
                  const messages = [...Array(100).fill(said("x".repeat(8000))), said("count")];
                  const sent = await read(await transport.sendMessages(
                      { chatId: "c", messages, trigger: "submit-message" }));
                  const again = await read(await transport.reconnectToStream({ chatId: "c", metadata: sent.id }));
                  const none = await transport.reconnectToStream({ chatId: "c" });
                  const text = message => message.parts.map(part => part.text ?? "").join("");
                  const refused = await transport.sendMessages(
                      { chatId: "c", messages, trigger: "submit-message", body: { when: "never" } })
                      .catch(({ message }) => JSON.parse(message).error);
                  return { sent: text(sent), again: text(again), none, refused };
                }""");
        Map<String, Object> expected = new HashMap<>(Map.of("sent", "one two", "again", "one two"));
        expected.put("refused", "when has to be queue, steer or interrupt.");
        expected.put("none", null);
        assertThat(texts).isEqualTo(expected);
    }

    @Test
    void an_error_is_a_sentence_whether_it_refused_the_request_or_ended_the_reply() {
        String sentence = Docs.examples("docs/front-ends.md", "### Errors").getFirst();
        String refused = "{ message: '{\"error\":\"Please wait.\",\"code\":\"rate_limited\"}' }";
        assertThat(page.evaluate("() => {" + sentence + "return sentence(" + refused
                        + ") + sentence({ message: 'The reply was cut off.' }); }"))
                .isEqualTo("Please wait.The reply was cut off.");
    }

    private void send(String text) {
        page.getByLabel("Your message").fill(text);
        page.getByLabel("Your message").press("Enter");
    }

    private void serve(String script) throws IOException {
        new BundledPage(project).open(page, "", script.replace("/api/ai-sdk/test", "/api/ai-sdk/" + user));
    }
}
