package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Conversation;
import dev.runnel.testing.Gate;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import dev.runnel.testing.SseEvents;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** People who ask again, ask otherwise, go on and go back, wherever conversations are kept. */
abstract class BranchTest extends BranchSuite {

    @Test
    void a_question_that_is_asked_again_has_another_answer_beside_the_first() {
        String first = say("I am Ann", "Hello Ann");
        String second = say("Who am I?", "Bob");
        provider().enqueue(Script.reply("Ann"));

        String third = replyOf(post(Map.of("regenerate", second)));

        assertThat(prompt()).containsExactly(Profiles.SYSTEM_PROMPT, "I am Ann", "Hello Ann", "Who am I?");
        assertThat(contents("")).containsExactly("I am Ann", "Hello Ann", "Who am I?", "Ann");
        assertThat(contents("?all=true"))
                .containsExactly("I am Ann", "Hello Ann", "Who am I?", "Bob", "Who am I?", "Ann");
        assertThat(transcript("").path("branch").asText()).isEqualTo(third);
        assertThat(transcript("").at("/messages/0").has("parent")).isFalse();
        assertThat(transcript("").at("/messages/3/parent").asText()).isEqualTo(first);
    }

    @Test
    void a_question_that_is_asked_otherwise_begins_a_branch_of_its_own() {
        String first = say("I am Ann", "Hello Ann");
        say("Who am I?", "Ann");
        provider().enqueue(Script.reply("Hello Bob"));

        post(Map.of("regenerate", first, "message", "I am Bob"));
        say("Who am I?", "Bob");

        assertThat(prompt()).containsExactly(Profiles.SYSTEM_PROMPT, "I am Bob", "Hello Bob", "Who am I?");
        assertThat(contents("")).containsExactly("I am Bob", "Hello Bob", "Who am I?", "Bob");
        assertThat(transcript("?all=true").path("messages")).hasSize(8);
    }

    @Test
    void a_branch_that_was_left_is_chosen_again_and_the_next_question_follows_it() {
        String first = say("I am Ann", "Hello Ann");
        String second = say("Who am I?", "Ann");
        provider().enqueue(Script.reply("Hello Bob"));
        post(Map.of("regenerate", first, "message", "I am Bob"));

        assertThat(choose("{\"branch\":\"" + first + "\"}")).isEqualTo(204);

        assertThat(transcript("").path("branch").asText()).isEqualTo(second);
        say("And now?", "Still Ann");
        assertThat(prompt())
                .containsExactly(Profiles.SYSTEM_PROMPT, "I am Ann", "Hello Ann", "Who am I?", "Ann", "And now?");
    }

    @Test
    void a_question_can_follow_any_turn() {
        String first = say("I am Ann", "Hello Ann");
        say("Who am I?", "Ann");
        provider().enqueue(Script.reply("In Rome"));

        post(Map.of("parent", first, "message", "Where am I?"));

        assertThat(contents("")).containsExactly("I am Ann", "Hello Ann", "Where am I?", "In Rome");
    }

    @Test
    void a_reply_that_was_stopped_goes_on_where_it_ends_and_says_no_word_twice() {
        provider().enqueue(Script.tokens("one ", "two ").holdAt(new Gate()));
        String stopped;
        try (SseClient viewer = conversation.stream("Count")) {
            stopped = first(viewer.nextEvent()).path("reply_id").asText();
            viewer.nextEvent();
            viewer.nextEvent();
            SseClient.request(conversation.port(), "DELETE", conversation.streamPath() + "/" + stopped, "")
                    .status();
            viewer.events();
        }
        provider().enqueue(Script.reply("two ", "three"));

        SseEvents more = post(Map.of("continue", stopped));

        assertThat(more.text()).isEqualTo("one two three");
        assertThat(more.terminal().path("finish_reason").asText()).isEqualTo("stop");
        assertThat(prompt()).contains("Count", "one two ");
        assertThat(contents("")).containsExactly("Count", "one two three");
        assertThat(contents("?all=true")).containsExactly("Count", "one two three");
        assertThat(transcript("").at("/messages/1/status").asText()).isEqualTo("complete");
        assertThat(codeOf(post(Map.of("continue", stopped))))
                .as("it is whole now")
                .isEqualTo("request_invalid");
    }

    @Test
    void a_whole_reply_goes_on_too_and_one_that_came_to_the_models_limit_says_so() {
        provider().enqueue(Script.tokens("one ").thenFinish("length"));
        String reply = replyOf(conversation.streamed("Count"));
        assertThat(transcript("").at("/messages/1/status").asText()).isEqualTo("length");
        provider().enqueue(Script.reply("two"));
        try (SseClient client =
                SseClient.post(conversation.port(), conversation.wholePath(), body(Map.of("continue", reply)))) {
            assertThat(Conversation.json(client.rawBody()).path("message").asText())
                    .isEqualTo("one two");
        }
    }

    @Test
    void the_transcript_shows_the_question_of_a_running_reply_on_its_branch() {
        String first = say("I am Ann", "Hello Ann");
        provider().enqueue(Script.tokens("Hello ").holdAt(new Gate()));
        try (SseClient viewer = SseClient.post(
                conversation.port(),
                conversation.streamPath(),
                body(Map.of("regenerate", first, "message", "I am Bob")))) {
            String running = first(viewer.nextEvent()).path("reply_id").asText();
            assertThat(contents("")).containsExactly("I am Bob");
            assertThat(transcript("").path("running_reply_id").asText()).isEqualTo(running);
            assertThat(transcript("?all=true").path("messages")).hasSize(3);
            assertThat(codeOf(post(Map.of("continue", running)))).isEqualTo("request_invalid");
            assertThat(codeOf(post(Map.of("regenerate", running)))).isEqualTo("request_invalid");
            assertThat(codeOf(post(Map.of("parent", running, "message", "And?"))))
                    .isEqualTo("request_invalid");
        }
    }

    @Test
    void a_reply_that_runs_stays_on_the_branch_that_its_model_has_seen() {
        String first = say("I am Ann", "Hello Ann");
        say("Who am I?", "Ann");
        Gate gate = new Gate();
        provider().enqueue(Script.tokens("In ").holdAt(gate).then("Rome"));
        List<String> seen = List.of("I am Ann", "Hello Ann", "Who am I?", "Ann", "Where am I?");
        try (SseClient viewer = conversation.stream("Where am I?")) {
            viewer.nextEvent();
            viewer.nextEvent();
            provider().enqueue(Script.reply("Hi"));
            post(Map.of("regenerate", first));
            assertThat(contents("")).as("while it runs").isEqualTo(seen);
            gate.open();
            viewer.events();
        }
        assertThat(contents("")).startsWith(seen.toArray(String[]::new)).endsWith("In Rome");
    }

    @Test
    void a_reply_that_has_waited_stays_on_its_branch_whichever_is_chosen_meanwhile() {
        String first = say("I am Ann", "Hello Ann");
        provider().enqueue(Script.reply("Hi"));
        String again = replyOf(post(Map.of("regenerate", first)));
        Gate gate = new Gate();
        Gate second = new Gate();
        provider().enqueue(Script.tokens("An").holdAt(gate).then("n"));
        provider().enqueue(Script.tokens("In ").holdAt(second).then("Rome"));
        try (SseClient viewer = conversation.stream("Who am I?")) {
            viewer.nextEvent();
            viewer.nextEvent();
            try (SseClient waits = conversation.stream("Where am I?")) {
                waits.nextEvent();
                gate.open();
                waits.nextEvent();
                waits.nextEvent();
                assertThat(choose("{\"branch\":\"" + first + "\"}")).isEqualTo(204);
                second.open();
                waits.events();
            }
        }
        assertThat(contents("")).containsExactly("I am Ann", "Hi", "Who am I?", "Ann", "Where am I?", "In Rome");
        assertThat(transcript("").at("/messages/2/parent").asText()).isEqualTo(again);
    }

    @Test
    void a_change_that_is_refused_changes_nothing() {
        say("I am Ann", "Hello Ann");
        assertThat(choose("{\"title\":\"Another\",\"branch\":\"nobody\"}")).isEqualTo(404);
        assertThat(transcript("").path("title").asText()).isEqualTo("I am Ann");
    }

    @Test
    void a_turn_that_is_not_there_is_refused_before_anybody_is_asked() {
        say("I am Ann", "Hello Ann");
        int asked = provider().requests().size();
        assertThat(codeOf(post(Map.of("parent", "nobody", "message", "Hi")))).isEqualTo("reply_unknown");
        assertThat(codeOf(post(Map.of("regenerate", "nobody")))).isEqualTo("reply_unknown");
        assertThat(codeOf(post(Map.of("continue", "nobody")))).isEqualTo("reply_unknown");
        assertThat(codeOf(post(Map.of("continue", "a", "regenerate", "b")))).isEqualTo("request_invalid");
        assertThat(codeOf(post(Map.of("continue", "a", "message", "b")))).isEqualTo("request_invalid");
        assertThat(choose("{\"branch\":\"nobody\"}")).isEqualTo(404);
        assertThat(choose("{}")).isEqualTo(400);
        assertThat(provider().requests()).hasSize(asked);
    }

    @Test
    void a_question_whose_turn_is_not_known_any_more_is_asked_with_its_own_words() {
        provider().enqueue(Script.reply("Hi there"));
        post(Map.of("regenerate", "nobody", "message", "Hi"));
        assertThat(contents("")).containsExactly("Hi", "Hi there");
    }
}
