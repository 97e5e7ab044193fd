package dev.runnel.front.aisdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.front.FrontProfiles;
import dev.runnel.testing.PromptMessage;
import dev.runnel.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What of a request is read, and when it is a new question. */
@QuarkusTest
@TestProfile(FrontProfiles.OneCall.class)
class AiSdkRepeatedMessageTest extends AiSdkSuite {

    @BeforeEach
    void a_reply_does_not_wait() {
        gate.open();
    }

    @Test
    void all_texts_of_the_last_message_are_the_question() {
        read(post("submit-message", "m1", "Look:", "two lines"));
        assertThat(lastPrompt()).isEqualTo("Look:\ntwo lines");
    }

    @Test
    void the_conversation_is_the_one_that_the_service_keeps() {
        read(ask("m1", "Hi"));
        read(ask("m2", "And now?"));
        assertThat(provider().requests().getLast().messages())
                .extracting(PromptMessage::text)
                .endsWith("Hi", "one two three four five", "And now?");
    }

    @Test
    void a_message_sent_twice_is_asked_once() {
        assertThat(read(ask("m1", "Hi")).parts())
                .isEqualTo(read(ask("m1", "Hi")).parts());
        assertThat(provider().requests()).hasSize(1);
    }

    @Test
    void a_message_to_regenerate_is_asked_again() {
        String first = replyOf(read(ask("m1", "Hi")));
        String second = replyOf(read(post("regenerate-message", "m1", "Hi")));
        assertThat(second).isNotEqualTo(first);
        assertThat(lastPrompt()).isEqualTo("Hi");
        assertThat(provider().requests()).hasSize(2);
    }

    @Test
    void an_edited_message_is_another_question() {
        read(ask("m1", "Hi"));
        read(ask("m1", "Hello"));
        assertThat(lastPrompt()).isEqualTo("Hello");
    }

    @Test
    void a_request_can_be_named_by_its_header_too() {
        String body = body("regenerate-message", "m1", "Hi");
        List<String> replies = List.of(
                replyOf(read(SseClient.post(url.getPort(), path(), body, "Idempotency-Key: once"))),
                replyOf(read(SseClient.post(url.getPort(), path(), body, "Idempotency-Key: once"))));
        assertThat(replies.getFirst()).isEqualTo(replies.getLast());
        assertThat(provider().requests()).hasSize(1);
    }

    private String lastPrompt() {
        return provider().requests().getLast().messages().getLast().text();
    }

    private static UiMessageStream read(SseClient client) {
        try (client) {
            return UiMessageStream.of(client);
        }
    }

    private static String replyOf(UiMessageStream stream) {
        return stream.part("start").path("messageId").asText();
    }
}
