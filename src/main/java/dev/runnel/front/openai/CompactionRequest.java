package dev.runnel.front.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.ClientAddress;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.GivenMessage;
import dev.runnel.GivenPrompt;
import dev.runnel.IdempotencyKey;
import dev.runnel.ReplyOptions;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.reply.Question;
import dev.runnel.reply.Seal;
import java.util.List;
import java.util.Optional;

/**
 * A request to make a conversation shorter (Open Responses 2026-04-24, {@code CompactResponseMethodPublicBody}).
 *
 * @param previous the id of the last response of the conversation, if that is known here
 * @param instructions of the one who will go on with it; they are not part of the conversation
 * @param input the conversation, or what was said after {@code previous}
 * @param models who may do it
 * @param note what is stored with the reply
 */
record CompactionRequest(
        Optional<String> previous,
        Optional<String> instructions,
        List<GivenMessage> input,
        List<ReplyOptions.Choice> models,
        ResponseNote note) {

    /**
     * Reads a body; throws a {@code FailureException} that says what is wrong with it.
     *
     * @param seal what opens its compaction items; empty if there can be none
     * @param now the time, in seconds since 1970
     */
    static CompactionRequest of(JsonNode body, ModelNames models, Optional<Seal> seal, long now) {
        Fields request = Fields.of(body);
        String model = request.requiredText("model");
        List<ReplyOptions.Choice> order = models.orderOf(request);
        Optional<String> previous = request.text(ResponsesRequest.PREVIOUS);
        List<GivenMessage> input = ResponseInput.of(request, seal).stream()
                .filter(ResponseInput::saysSomething)
                .toList();
        if (previous.isEmpty() && input.isEmpty()) {
            throw Failure.ofParameter(
                            FailureCode.MESSAGE_REQUIRED, "There is nothing to make shorter.", ResponseInput.INPUT)
                    .asException();
        }
        return new CompactionRequest(
                previous,
                ResponsesRequest.instructions(request),
                input,
                order,
                new ResponseNote(now, model, false, false, ResponseEcho.none(), Optional.empty()));
    }

    /**
     * What the model is asked. Nothing of it is stored in a session.
     *
     * @param conversation all of it
     * @param key the request's {@code Idempotency-Key}; null if it has none
     */
    Question toQuestion(UserId asker, List<GivenMessage> conversation, String key, ClientAddress address) {
        return new Question(
                asker,
                address,
                SessionId.random(),
                true,
                "",
                Optional.ofNullable(key).map(IdempotencyKey::new),
                Optional.of(new GivenPrompt(
                        CompactionPrompt.of(instructions, conversation), ReplyOptions.NONE.by(models), false)),
                Optional.of(note.kept()));
    }
}
