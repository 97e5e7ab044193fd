package dev.runnel.front.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.front.FrontProfiles;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The items of a conversation, as clients list them and refer to them. */
@QuarkusTest
@TestProfile(FrontProfiles.OneCall.class)
class ResponseItemsTest extends ResponsesSuite {

    @BeforeEach
    void nothing_is_waited_for() {
        gate.open();
    }

    @Test
    void a_question_is_listed_as_the_item_that_it_is() {
        JsonNode items = items(created(asking("Hi")), "");
        assertThat(items.path("object").asText()).isEqualTo("list");
        assertThat(items.path("has_more").asBoolean()).isFalse();
        JsonNode item = items.at("/data/0");
        assertThat(item.path("type").asText()).isEqualTo("message");
        assertThat(item.path("role").asText()).isEqualTo("user");
        assertThat(item.at("/content/0/type").asText()).isEqualTo("input_text");
        assertThat(item.at("/content/0/text").asText()).isEqualTo("Hi");
        assertThat(items.path("first_id")).isEqualTo(item.path("id"));
        assertThat(items.path("last_id")).isEqualTo(item.path("id"));
    }

    @Test
    void items_are_listed_by_the_page_and_the_last_comes_first_unless_the_first_is_wanted() {
        JsonNode response = created(asking("unused").set("input", Conversation.json("""
                [{"role":"user","content":"one"},
                 {"role":"assistant","content":[{"type":"output_text","text":"two"}]},
                 {"role":"user","content":[{"type":"input_text","text":"three"}]}]""")));
        assertThat(texts(items(response, ""))).containsExactly("three", "two", "one");
        JsonNode first = items(response, "&order=asc&limit=2");
        assertThat(texts(first)).containsExactly("one", "two");
        assertThat(first.path("has_more").asBoolean()).isTrue();
        JsonNode second = items(
                response, "&order=asc&limit=2&after=" + first.path("last_id").asText());
        assertThat(texts(second)).containsExactly("three");
        assertThat(second.path("has_more").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "limit=x", "order=up", "after=in_1"})
    void a_page_that_cannot_be_is_refused(String query) {
        String id = created(asking("Hi")).path("id").asText();
        try (SseClient client = SseClient.get(url.getPort(), itemsPath(id) + "&" + query)) {
            assertThat(client.status()).isEqualTo(400);
            assertThat(Conversation.json(client.rawBody()).at("/error/param").asText())
                    .isEqualTo(query.substring(0, query.indexOf('=')));
        }
    }

    @Test
    void nobody_lists_what_another_user_asked() {
        String id = created(asking("Hi")).path("id").asText();
        try (SseClient client = SseClient.get(url.getPort(), RESPONSES + "/" + id + "/input_items?user=another")) {
            assertThat(client.status()).isEqualTo(404);
            assertThat(client.rawBody()).doesNotContain("Hi\"");
        }
    }

    @Test
    void a_reference_is_as_good_as_the_item() {
        JsonNode before = created(asking("Hi"));
        ObjectNode request = asking("unused");
        ArrayNode input = request.putArray("input");
        input.addObject().put("role", "user").put("content", "Hi");
        input.addObject()
                .put("type", "item_reference")
                .put("id", before.at("/output/0/id").asText());
        input.addObject().put("id", before.at("/output/0/id").asText().replaceFirst("msg", "rs"));
        input.addObject().put("role", "user").put("content", "And?");
        created(request);
        assertThat(provider().requests().getLast().messages())
                .extracting(PromptMessage::text)
                .endsWith("Hi", WHOLE, "And?");
    }

    @Test
    void a_reference_that_leads_nowhere_is_named() {
        for (String id :
                new String[] {"msg_1", created(asking("Hi")).at("/output/0/id").asText() + "x"}) {
            ObjectNode request = asking("unused");
            ArrayNode input = request.putArray("input");
            input.addObject().put("role", "user").put("content", "Hi");
            input.addObject().put("type", "item_reference").put("id", id);
            try (SseClient client = create(request)) {
                assertThat(client.status()).isEqualTo(404);
                JsonNode error = Conversation.json(client.rawBody()).path("error");
                assertThat(error.path("code").asText()).isEqualTo("reply_unknown");
                assertThat(error.path("param").asText()).isEqualTo("input[1].id");
            }
        }
    }

    @Test
    void nobody_refers_to_what_another_user_was_answered() {
        String id = created(asking("Hi")).at("/output/0/id").asText();
        ObjectNode request = asking("unused").put("user", "another");
        request.putArray("input").addObject().put("type", "item_reference").put("id", id);
        try (SseClient client = create(request)) {
            assertThat(client.status()).isEqualTo(404);
        }
    }

    @Test
    void a_file_is_refused_by_its_name() {
        ObjectNode request = asking("unused");
        request.putArray("input")
                .addObject()
                .put("role", "user")
                .putArray("content")
                .addObject()
                .put("type", "input_file")
                .put("file_data", "data:application/pdf;base64,AAAA");
        try (SseClient client = create(request)) {
            assertThat(client.status()).isEqualTo(400);
            JsonNode error = Conversation.json(client.rawBody()).path("error");
            assertThat(error.path("param").asText()).isEqualTo("input[0].content[0].type");
            assertThat(error.path("message").asText()).contains("input_file");
        }
    }

    private JsonNode items(JsonNode response, String query) {
        return does("GET", itemsPath(response.path("id").asText()) + query);
    }

    private String itemsPath(String id) {
        return RESPONSES + "/" + id + "/input_items?user=" + conversation.user();
    }

    private static Iterable<String> texts(JsonNode items) {
        return items.path("data").findValuesAsText("text");
    }
}
