package dev.runnel.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runnel.testing.Dialect;
import dev.runnel.testing.Gate;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every front shows of what a model thinks, where it is to be shown. */
public abstract class ReasoningContract extends ProviderSuite {

    private final Front front;

    protected ReasoningContract(Front front) {
        this.front = front;
    }

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void what_a_model_thinks_is_shown_and_is_not_its_answer() {
        provider().enqueue(Script.tokens().thenThink("Let ", "me see. ").then("One ", "two."));
        try (SseClient client = front.ask(conversation, "Hi")) {
            assertThat(front.reasoning(client.rawBody())).isEqualTo("Let me see. ");
            assertThat(front.text(client.rawBody())).isEqualTo("One two.");
            assertThat(front.isWhole(client.rawBody())).isTrue();
        }
    }

    @Test
    void thoughts_come_before_the_first_word() {
        Gate gate = new Gate();
        provider()
                .enqueue(Script.tokens()
                        .thenThink("Let ", "me ")
                        .holdAt(gate)
                        .thenThink("see.")
                        .then("One."));
        try (SseClient client = front.ask(conversation, "Hi")) {
            String read = readUpTo(client, "me ");
            assertThat(front.reasoning(read)).isEqualTo("Let me ");
            gate.open();
            assertThat(front.reasoning(client.rawBody())).isEqualTo("Let me see.");
        }
    }

    @Test
    void who_comes_back_is_shown_the_same_thoughts_once() {
        Gate gate = new Gate();
        provider()
                .enqueue(Script.tokens()
                        .thenThink("Let ", "me ")
                        .holdAt(gate)
                        .thenThink("see.")
                        .then("One."));
        String read;
        try (SseClient first = front.ask(conversation, "Hi")) {
            read = readUpTo(first, "Let ");
        }
        Optional<SseClient> back = front.comeBack(conversation, read);
        assumeTrue(back.isPresent(), "this language has no word for it");
        try (SseClient second = back.get()) {
            assertThat(second.status()).isEqualTo(200);
            gate.open();
            String rest = second.rawBody();
            boolean isAnew = front.reasoning(rest).startsWith("Let ");
            assertThat((isAnew ? "" : front.reasoning(read)) + front.reasoning(rest))
                    .isEqualTo("Let me see.");
            assertThat(front.text(read, rest)).isEqualTo("One.");
        }
    }

    @Test
    void what_is_thought_about_how_to_go_on_is_not_shown_and_no_model_is_told_a_thought() {
        provider().enqueue(Script.tokens().thenThink("First.").then("One ").thenCut());
        provider().enqueue(Script.tokens().thenThink("Second.").then("two."));
        try (SseClient client = front.ask(conversation, "Hi")) {
            assertThat(front.reasoning(client.rawBody())).isEqualTo("First.");
            assertThat(front.text(client.rawBody())).isEqualTo("One two.");
        }
        assertThat(provider().requests()).hasSize(2);
        assertThat(provider().requests().getLast().messages())
                .extracting(PromptMessage::text)
                .noneMatch(text -> text.contains("First."));
    }

    private static String readUpTo(SseClient client, String thought) {
        StringBuilder read = new StringBuilder();
        do {
            read.append(client.nextEvent());
        } while (read.indexOf("\"" + thought + "\"") < 0);
        return read.toString();
    }
}
