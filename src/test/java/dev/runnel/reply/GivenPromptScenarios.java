package dev.runnel.reply;

import static dev.runnel.testing.Given.answered;
import static dev.runnel.testing.Given.asked;
import static dev.runnel.testing.Given.instructions;
import static dev.runnel.testing.Given.prompt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.FinishReason;
import dev.runnel.GivenMessage;
import dev.runnel.GivenPrompt;
import dev.runnel.ReplyEvent;
import dev.runnel.ReplyOptions;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Given;
import dev.runnel.testing.Options;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A caller that keeps the conversation itself. */
abstract class GivenPromptScenarios extends ProviderSuite {

    @Inject
    ReplyService replies;

    @Inject
    Models models;

    Given given;

    @BeforeEach
    void ask_as_a_new_user() {
        given = Given.to(replies);
    }

    @Test
    void what_is_given_is_asked_in_its_order_and_nothing_else() {
        given.streamed(prompt(
                instructions("Rhyme."),
                asked("Hi"),
                asked("Are you there?"),
                answered("Yes"),
                asked("Good"),
                answered("Fine"),
                asked("Good")));
        assertThat(provider().requests()).hasSize(1);
        assertThat(provider().requests().getFirst().messages())
                .containsExactly(
                        new PromptMessage("system", "Rhyme."),
                        new PromptMessage("user", "Hi"),
                        new PromptMessage("user", "Are you there?"),
                        new PromptMessage("assistant", "Yes"),
                        new PromptMessage("user", "Good"),
                        new PromptMessage("assistant", "Fine"),
                        new PromptMessage("user", "Good"));
    }

    @Test
    void without_instructions_the_configured_ones_hold() {
        given.streamed(prompt(asked("Hi")));
        assertThat(provider().requests().getFirst().messages())
                .containsExactly(new PromptMessage("system", Profiles.SYSTEM_PROMPT), new PromptMessage("user", "Hi"));
    }

    @Test
    void the_answer_arrives_as_every_reply_does() {
        provider().byDefault(Script.reply("Hello", " there").usage(7, 2));
        Given.Events events = given.streamed(prompt(asked("Hi")));
        assertThat(events.text()).isEqualTo("Hello there");
        assertThat(events.complete().finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(events.complete().provider()).isEqualTo(providerName());
        assertThat(events.complete().usage().inputTokens()).isEqualTo(7);
        assertThat(events.all().getFirst()).isInstanceOf(ReplyEvent.Progress.class);
    }

    @Test
    void the_whole_answer_says_the_same_and_is_asked_for_without_streaming() {
        provider().byDefault(Script.reply("Hello", " there"));
        WholeReply whole = given.whole(prompt(asked("Hi"), answered("Ho"), asked("He")));
        assertThat(whole.message()).isEqualTo("Hello there");
        assertThat(whole.toolCalls()).isEmpty();
        assertThat(provider().requests().getFirst().streaming()).isFalse();
        assertThat(provider().requests().getFirst().messages()).hasSize(4);
    }

    @Test
    void nothing_is_read_of_the_session_and_nothing_is_written_to_it() {
        Conversation before = new Conversation(
                url.getPort(), given.user().value(), given.session().value());
        before.streamed("I am Ann");
        given.streamed(prompt(instructions("Rhyme."), asked("Who am I?")));
        assertThat(provider().requests().getLast().messages())
                .containsExactly(new PromptMessage("system", "Rhyme."), new PromptMessage("user", "Who am I?"));
        assertThat(history()).contains("I am Ann").doesNotContain("Who am I?");
    }

    @Test
    void a_turn_that_is_to_be_remembered_is_written_to_the_session() {
        provider().byDefault(Script.reply("You are Ann"));
        given.streamed(new GivenPrompt(List.of(asked("Who am I?")), ReplyOptions.NONE, true));
        assertThat(history()).contains("Who am I?").contains("You are Ann");
    }

    private String history() {
        try (SseClient client = SseClient.get(
                url.getPort(),
                "/api/conversation/" + given.user().value() + "/"
                        + given.session().value())) {
            return client.rawBody();
        }
    }

    @Test
    void the_caller_chooses_the_model() {
        Given.Events events = given.streamed(
                prompt(new Options().model(providerName(), "another-model").build(), asked("Hi")));
        assertThat(provider().requests().getFirst().model()).isEqualTo("another-model");
        assertThat(events.complete().model()).isEqualTo("another-model");
    }

    @Test
    void without_a_choice_the_configured_model_answers() {
        given.streamed(prompt(Options.of(providerName()).build(), asked("Hi")));
        assertThat(provider().requests().getFirst().model()).isEqualTo(modelName());
    }

    @Test
    void a_model_that_the_caller_makes_up_is_no_label_of_a_metric() {
        given.streamed(prompt(new Options().model(providerName(), "made-up").build(), asked("Hi")));
        try (SseClient client = SseClient.get(url.getPort(), "/q/metrics", "Accept: text/plain")) {
            assertThat(client.rawBody()).doesNotContain("made-up").contains("gen_ai_request_model=\"other\"");
        }
    }

    @Test
    void whom_nobody_has_configured_is_not_asked() {
        assertThatThrownBy(() -> given.streamed(prompt(Options.of("nobody").build(), asked("Hi"))))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        refused -> assertThat(refused.failure().code()).isEqualTo(FailureCode.REQUEST_INVALID));
        assertThat(provider().requests()).isEmpty();
    }

    @Test
    void fronts_learn_who_may_be_chosen() {
        assertThat(models.configured())
                .containsExactly(new ReplyOptions.Choice(providerName(), Optional.of(modelName())));
    }

    @Test
    void texts_that_are_empty_are_sent_as_they_are() {
        given.streamed(prompt(
                instructions(""),
                new GivenMessage.Asked(List.of(new GivenMessage.Text("a"), new GivenMessage.Text("b"))),
                answered(""),
                asked("")));
        assertThat(provider().requests().getFirst().messages())
                .containsExactly(
                        new PromptMessage("system", ""),
                        new PromptMessage("user", "ab"),
                        new PromptMessage("assistant", ""),
                        new PromptMessage("user", ""));
    }
}
