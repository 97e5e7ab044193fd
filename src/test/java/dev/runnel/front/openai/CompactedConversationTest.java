package dev.runnel.front.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.front.FrontProfiles;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.Script;
import dev.runnel.testing.SocketClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conversations that go on after they were made shorter. */
@QuarkusTest
@TestProfile(FrontProfiles.OneCall.class)
class CompactedConversationTest extends CompactionSuite {

    @Test
    void the_next_response_goes_on_from_the_notes_and_from_what_the_user_said_last() {
        JsonNode answer = created(following(compacted(talk()), "And mountains?"));
        assertThat(textOf(answer)).isEqualTo(WHOLE);
        List<PromptMessage> sent = provider().requests().getLast().messages();
        assertThat(sent).extracting(PromptMessage::role).containsExactly("system", "user", "assistant", "user");
        assertThat(sent.get(1).text()).contains("Notes on our conversation", NOTES, "I am Ada.", "I like waves.");
        assertThat(sent.getLast().text()).isEqualTo("And mountains?");
    }

    @Test
    void what_it_was_shortened_to_is_remembered_by_all_later_responses_of_the_conversation() {
        String id = created(following(compacted(talk()), "Q1")).path("id").asText();
        for (String next : List.of("Q2", "Q3")) {
            id = created(asking(next).put("previous_response_id", id))
                    .path("id")
                    .asText();
        }
        List<PromptMessage> sent = provider().requests().getLast().messages();
        assertThat(sent.get(1).text()).contains(NOTES);
        assertThat(sent)
                .extracting(PromptMessage::text)
                .filteredOn(text -> text.contains(NOTES))
                .hasSize(1);
        assertThat(sent).extracting(PromptMessage::text).endsWith("Q1", WHOLE, "Q2", WHOLE, "Q3");
    }

    @Test
    void whoever_goes_back_to_the_first_response_after_it_still_has_the_notes() {
        String first = created(following(compacted(talk()), "Q1")).path("id").asText();
        created(asking("Q2").put("previous_response_id", first));
        String other = created(asking("R2").put("previous_response_id", first))
                .path("id")
                .asText();
        created(asking("R3").put("previous_response_id", other));
        List<PromptMessage> sent = provider().requests().getLast().messages();
        assertThat(sent.get(1).text()).contains(NOTES);
        assertThat(sent).extracting(PromptMessage::text).endsWith("Q1", WHOLE, "R2", WHOLE, "R3");
    }

    @Test
    void a_stored_conversation_is_shortened_by_the_id_of_its_last_response() {
        provider().enqueueNonStreaming(Script.reply("More notes."));
        String id = created(asking("I am Ada.")).path("id").asText();
        JsonNode window = compacted(asking("").put("previous_response_id", id).without("input"));
        assertThat(provider().requests().getLast().messages().getLast().text()).contains("User: I am Ada.", NOTES);
        created(following(window, "Who am I?"));
        assertThat(provider().requests().getLast().messages().get(1).text()).contains("More notes.", "I am Ada.");
        assertThat(sessions()).hasSize(2);
    }

    @Test
    void a_window_that_has_grown_is_shortened_again() {
        provider().enqueueNonStreaming(Script.reply("More notes."));
        ObjectNode grown = following(compacted(talk()), "And mountains?");
        JsonNode again = compacted(grown);
        assertThat(provider().requests().getLast().messages().getLast().text())
                .contains("Notes so far: " + NOTES, "User: And mountains?");
        assertThat(again.path("output")).hasSize(1);
        created(following(again, "Bye"));
        assertThat(provider().requests().getLast().messages().get(1).text())
                .contains("More notes.", "And mountains?")
                .doesNotContain(NOTES);
    }

    @Test
    void an_agent_goes_on_from_the_window_alone() {
        ObjectNode next = following(compacted(talk()), "unused");
        ((ArrayNode) next.path("input")).remove(1);
        created(next.put("store", false));
        List<PromptMessage> sent = provider().requests().getLast().messages();
        assertThat(sent).extracting(PromptMessage::role).containsExactly("system", "user");
        assertThat(sent.getLast().text()).contains(NOTES);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void a_socket_goes_on_from_the_window_and_from_its_own_response_to_it(boolean store) {
        JsonNode window = compacted(talk());
        try (SocketClient client = SocketClient.open(url.getPort(), RESPONSES)) {
            client.send(overSocket(following(window, "Q1"), store));
            String id = client.next("response.completed").at("/response/id").asText();
            client.send(overSocket(asking("Q2").put("previous_response_id", id), store));
            client.next("response.completed");
        }
        List<PromptMessage> sent = provider().requests().getLast().messages();
        assertThat(sent.get(1).text()).contains(NOTES);
        assertThat(sent).extracting(PromptMessage::text).endsWith("Q1", WHOLE, "Q2");
    }

    private static String overSocket(ObjectNode body, boolean store) {
        return body.put("type", "response.create").put("store", store).toString();
    }
}
