package dev.runnel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Route;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** What the client library does where streaming is not possible. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class ReplyClientFallbackTest extends ReplyClientSuite {

    @Test
    void a_proxy_that_buffers_is_got_around_with_the_whole_reply() {
        gate.open();
        ask("return 1");
        network.keepStreamsBack();
        page.evaluate("window.more = {firstByteTimeout: 300}");
        JsonNode end = ask(ASK + FINISH);
        assertThat(end.path("text").asText()).isEqualTo("one two three four five");
        assertThat(end.path("states").toString()).contains("whole");
        assertThat(provider.requests()).as("asked once").hasSize(1);
    }

    @Test
    void an_error_of_something_in_between_is_got_around_with_the_whole_reply() {
        gate.open();
        page.route(
                "**/api/conversation-stream/**",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setStatus(502)
                        .setContentType("text/html")
                        .setBody("<h1>Bad gateway</h1>")));
        assertThat(ask(ASK_AND_FINISH).path("text").asText()).isEqualTo("one two three four five");
    }

    @Test
    void a_browser_without_streams_gets_the_whole_reply_of_the_same_question() {
        gate.open();
        page.evaluate("delete window.ReadableStream");
        JsonNode end = ask(ASK_AND_FINISH);
        assertThat(end.path("text").asText()).isEqualTo("one two three four five");
        assertThat(end.path("terminal").path("type").asText()).isEqualTo("complete");
    }

    @Test
    void whoever_does_not_want_a_stream_gets_the_whole_reply() {
        gate.open();
        page.evaluate("window.more = {streaming: false}");
        JsonNode end = ask(ASK + FINISH);
        assertThat(end.path("seen").size()).isEqualTo(2);
        assertThat(end.path("text").asText()).isEqualTo("one two three four five");
        assertThat(end.path("terminal").path("provider").asText()).isEqualTo("openai");
    }

    @Test
    void without_a_service_the_reply_ends_with_an_error() {
        ask("return 1");
        network.goDown();
        page.evaluate("window.more = {maxResumes: 1}");
        JsonNode end = ask(ASK_AND_FINISH).path("terminal");
        assertThat(end.path("code").asText()).isEqualTo("connection_lost");
        assertThat(end.path("retryable").asBoolean()).isTrue();
    }
}
