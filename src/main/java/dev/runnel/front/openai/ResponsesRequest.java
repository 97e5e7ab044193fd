package dev.runnel.front.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.ClientAddress;
import dev.runnel.GivenMessage;
import dev.runnel.GivenPrompt;
import dev.runnel.IdempotencyKey;
import dev.runnel.ReplyOptions;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.http.HttpConfig;
import dev.runnel.http.MessageText;
import dev.runnel.reply.Question;
import dev.runnel.reply.Seal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request for a response.
 *
 * @param stream whether the answer is a stream
 * @param previous the id of the response that this one follows
 * @param instructions the instructions for this response; those of earlier requests no longer count
 * @param input the new messages
 * @param options how to answer
 * @param note what is stored with the reply
 */
record ResponsesRequest(
        boolean stream,
        Optional<String> previous,
        Optional<String> instructions,
        List<GivenMessage> input,
        ReplyOptions options,
        ResponseNote note) {

    static final String PREVIOUS = "previous_response_id";

    /**
     * Reads a body; throws a {@code FailureException} that says what is wrong with it.
     *
     * @param seal what opens its compaction items; empty if there can be none
     * @param now the time, in seconds since 1970
     */
    static ResponsesRequest of(JsonNode body, ModelNames models, HttpConfig config, Optional<Seal> seal, long now) {
        Fields request = Fields.of(body);
        String model = request.requiredText("model");
        ReplyOptions options = ResponseOptions.of(request, models.orderOf(request));
        List<GivenMessage> input = ResponseInput.of(request, config, seal);
        return new ResponsesRequest(
                request.flag("stream"),
                request.text(PREVIOUS),
                instructions(request),
                input,
                options,
                new ResponseNote(
                        now,
                        model,
                        request.truth("store").orElse(true),
                        request.flag("background"),
                        ResponseEcho.of(request),
                        ResponseInput.isPlain(input) ? Optional.empty() : request.get("input")));
    }

    static Optional<String> instructions(Fields request) {
        return request.text("instructions").map(MessageText::cleaned).filter(text -> !text.isEmpty());
    }

    /**
     * The question in this request.
     *
     * @param session the session of its turn
     * @param before the messages before it
     * @param key the request's {@code Idempotency-Key}; null if it has none
     */
    Question toQuestion(UserId asker, SessionId session, List<GivenMessage> before, String key, ClientAddress address) {
        List<GivenMessage> messages = new ArrayList<>();
        instructions.ifPresent(text -> messages.add(new GivenMessage.Instructions(text)));
        messages.addAll(before);
        messages.addAll(input);
        return new Question(
                asker,
                address,
                session,
                true,
                said(),
                Optional.ofNullable(key).map(IdempotencyKey::new),
                Optional.of(new GivenPrompt(messages, options, note.store())),
                Optional.of(note.kept()));
    }

    /** The text that the session stores as the user's message; empty if the request only has tool results. */
    private String said() {
        return input.stream()
                .filter(GivenMessage.Asked.class::isInstance)
                .reduce((first, later) -> later)
                .map(ChatMessages::textOf)
                .orElse("");
    }
}
