package dev.runnel.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runnel.testing.Conversation;
import dev.runnel.testing.HalfwaySuite;
import dev.runnel.testing.Script;
import dev.runnel.testing.SseClient;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every front has to do. The provider's reply has five words, and waits after the third until its gate opens. */
public abstract class FrontContract extends HalfwaySuite {

    private final Front front;

    protected FrontContract(Front front) {
        this.front = front;
    }

    @Test
    void every_word_comes_once_and_the_reply_looks_complete() {
        gate.open();
        try (SseClient client = front.ask(conversation, "Hi")) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.header("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            assertThat(front.text(client.rawBody())).isEqualTo(WHOLE);
            assertThat(front.isWhole(client.rawBody())).isTrue();
            assertThat(client.isEndedCleanly()).isTrue();
        }
    }

    @Test
    void the_headers_keep_proxies_from_buffering_the_stream() {
        gate.open();
        try (SseClient client = front.ask(conversation, "Hi")) {
            assertThat(client.header("Cache-Control")).hasValue("no-cache, no-transform");
            assertThat(client.header("X-Accel-Buffering")).hasValue("no");
            // Its request to the provider must not come when the next test has said what is answered.
            client.end();
        }
    }

    @Test
    void words_arrive_while_the_reply_is_still_running() {
        try (SseClient client = front.ask(conversation, "Hi")) {
            assertThat(front.text(readUpTo(client, "three"))).isEqualTo("one two three ");
            gate.open();
            assertThat(front.text(client.rawBody())).isEqualTo(WHOLE);
        }
    }

    @Test
    void a_reply_that_was_cut_off_does_not_look_complete() {
        provider().byDefault(Script.tokens("one ").thenCut());
        try (SseClient client = front.ask(conversation, "Hi")) {
            String body = client.rawBody();
            assertThat(front.text(body)).isEqualTo("one ");
            assertThat(front.isWhole(body)).isFalse();
        }
    }

    @Test
    void a_reply_that_is_continued_by_another_call_repeats_and_loses_nothing() {
        provider().enqueue(Script.tokens("one ", "two ").thenCut());
        provider().byDefault(Script.reply("three ", "four ", "five"));
        try (SseClient client = front.ask(conversation, "Hi")) {
            assertThat(front.text(client.rawBody())).isEqualTo(WHOLE);
            assertThat(front.isWhole(client.rawBody())).isTrue();
        }
    }

    @Test
    void a_client_that_resumes_gets_the_rest_and_the_provider_is_called_once() {
        String read;
        try (SseClient first = front.ask(conversation, "Hi")) {
            read = readUpTo(first, "two");
        }
        try (SseClient second = supported(front.comeBack(conversation, read))) {
            assertThat(second.status()).isEqualTo(200);
            gate.open();
            assertThat(front.text(read, second.rawBody())).isEqualTo(WHOLE);
            assertThat(front.isWhole(second.rawBody())).isTrue();
        }
        assertThat(provider().requests()).hasSize(1);
    }

    @Test
    void another_user_cannot_resume_the_reply() {
        try (SseClient mine = front.ask(conversation, "Hi")) {
            String read = readUpTo(mine, "two");
            Conversation others =
                    new Conversation(conversation.port(), "other-" + conversation.user(), conversation.session());
            try (SseClient theirs = supported(front.comeBack(others, read))) {
                assertThat(theirs.status()).isBetween(204, 404);
                assertThat(theirs.rawBody()).doesNotContain("one");
            }
            gate.open();
            assertThat(front.text(mine.rawBody())).isEqualTo(WHOLE);
        }
    }

    @Test
    void a_stopped_reply_keeps_its_text_and_the_call_to_the_provider_is_closed() {
        try (SseClient viewer = front.ask(conversation, "Hi")) {
            String read = readUpTo(viewer, "three");
            try (SseClient stop = supported(front.stop(conversation, read))) {
                assertThat(stop.status()).isBetween(200, 204);
            }
            assertThat(front.text(viewer.rawBody())).isEqualTo("one two three ");
        }
        provider().awaitClosedByClient(0);
    }

    @Test
    void an_empty_message_is_refused_and_no_provider_is_called() {
        try (SseClient client = front.ask(conversation, " ")) {
            assertThat(client.status()).isEqualTo(400);
            assertThat(front.codeOf(client.rawBody())).isEqualTo("message_required");
        }
        assertThat(provider().requests()).isEmpty();
    }

    @Test
    void requests_of_all_fronts_count_against_one_limit() {
        gate.open();
        conversation.streamed("Hi through Runnel's own front");
        for (int i = 1; i < FrontProfiles.REQUESTS; i++) {
            try (SseClient client = front.ask(conversation, "Hi " + i)) {
                assertThat(front.text(client.rawBody())).isEqualTo(WHOLE);
            }
        }
        try (SseClient client = front.ask(conversation, "one more")) {
            assertThat(client.status()).isEqualTo(429);
            assertThat(front.codeOf(client.rawBody())).isEqualTo("rate_limited");
            assertThat(client.header("Retry-After")).isPresent();
        }
    }

    private static String readUpTo(SseClient client, String word) {
        StringBuilder read = new StringBuilder();
        do {
            read.append(client.nextEvent());
        } while (read.indexOf(word) < 0);
        return read.toString();
    }

    private static SseClient supported(Optional<SseClient> client) {
        assumeTrue(client.isPresent(), "this front does not support it");
        return client.get();
    }
}
