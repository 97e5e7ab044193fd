package dev.runnel.front.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.ClientAddress;
import dev.runnel.GivenMessage;
import dev.runnel.GivenPrompt;
import dev.runnel.IdempotencyKey;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.http.HttpConfig;
import dev.runnel.reply.Question;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;

/**
 * A request of Chat Completions.
 *
 * @param model the name in the request; answers repeat it until it is known which model answers
 * @param stream whether the answer is a stream
 * @param usageWanted whether a stream ends with the usage
 * @param user the end user that the client names; ignored where tokens are checked
 * @param prompt the messages and the options
 */
record ChatRequest(String model, boolean stream, boolean usageWanted, Optional<String> user, GivenPrompt prompt) {

    /** Reads a body; throws a {@code FailureException} that says what is wrong with it. */
    static ChatRequest of(JsonNode body, ModelNames models, HttpConfig config) {
        Fields request = Fields.of(body);
        List<GivenMessage> messages = ChatMessages.of(request, config);
        return new ChatRequest(
                request.requiredText("model"),
                request.flag("stream"),
                request.object("stream_options")
                        .map(options -> options.flag("include_usage"))
                        .orElse(false),
                request.text("user"),
                new GivenPrompt(messages, ChatOptions.of(request, models.orderOf(request)), false));
    }

    /**
     * The question in this request, in a session of its own.
     *
     * @param signedIn the user of the token; empty where tokens are not checked
     * @param key the request's {@code Idempotency-Key}; null if it has none
     */
    Question toQuestion(Optional<UserId> signedIn, String key, HttpServerRequest http) {
        return new Question(
                Asker.of(signedIn, user),
                new ClientAddress(http.remoteAddress().hostAddress()),
                SessionId.random(),
                true,
                ChatMessages.textOf(prompt.messages().getLast()),
                Optional.ofNullable(key).map(IdempotencyKey::new),
                Optional.of(prompt));
    }
}
