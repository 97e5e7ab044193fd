package dev.runnel.front.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Conversation;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Issuer;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** A response belongs to the user of the token that it was asked for with. */
@QuarkusTest
@TestProfile(Profiles.Jwt.class)
class ResponsesOwnerTest extends ProviderSuite {

    Issuer issuer;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void nobody_else_can_read_follow_cancel_delete_or_continue_it_whatever_the_request_says() {
        provider().byDefaultNonStreaming(Script.reply("Hello"));
        String own = bearer(conversation.user());
        String another = bearer("another");
        String id;
        try (SseClient client = post("", own)) {
            id = Conversation.json(client.rawBody()).path("id").asText();
        }
        String path = ResponsesSuite.RESPONSES + "/" + id;
        String pretending = "?user=" + conversation.user();
        assertStatus(404, "GET", path + pretending, another);
        assertStatus(404, "GET", path + pretending + "&stream=true", another);
        assertStatus(404, "POST", path + "/cancel" + pretending, another);
        assertStatus(404, "DELETE", path + pretending, another);
        try (SseClient client = post("\"previous_response_id\":\"" + id + "\",", another)) {
            assertThat(client.status()).isEqualTo(404);
        }
        assertStatus(401, "GET", path, "X-None: ");
        assertStatus(200, "GET", path, own);
        assertStatus(200, "DELETE", path, own);
        assertStatus(404, "GET", path, own);
    }

    @Test
    void what_a_conversation_was_shortened_to_is_of_use_to_its_user_alone() {
        provider().byDefaultNonStreaming(Script.reply("Hello"));
        String item;
        try (SseClient client = compact(bearer(conversation.user()))) {
            assertThat(client.status()).isEqualTo(200);
            item = Conversation.json(client.rawBody()).at("/output/0").toString();
        }
        String field = "\"user\":\"" + conversation.user() + "\",\"input\":[" + item + "],";
        String path = ResponsesSuite.RESPONSES;
        try (SseClient own = SseClient.post(
                        url.getPort(), path, "{" + field + "\"model\":\"auto\"}", bearer(conversation.user()));
                SseClient stolen =
                        SseClient.post(url.getPort(), path, "{" + field + "\"model\":\"auto\"}", bearer("another"));
                SseClient unknown = compact("X-None: ")) {
            assertThat(own.status()).isEqualTo(200);
            assertThat(stolen.status()).isEqualTo(400);
            assertThat(unknown.status()).isEqualTo(401);
        }
    }

    private SseClient compact(String header) {
        return SseClient.post(
                url.getPort(), ResponsesSuite.RESPONSES + "/compact", "{\"model\":\"auto\",\"input\":\"Hi\"}", header);
    }

    private void assertStatus(int status, String method, String path, String header) {
        try (SseClient client = SseClient.request(url.getPort(), method, path, "", header)) {
            assertThat(client.status()).as(method + " " + path).isEqualTo(status);
        }
    }

    private SseClient post(String field, String header) {
        return SseClient.post(
                url.getPort(), ResponsesSuite.RESPONSES, "{" + field + "\"model\":\"auto\",\"input\":\"Hi\"}", header);
    }

    private String bearer(String user) {
        return "Authorization: Bearer " + issuer.token(user);
    }
}
