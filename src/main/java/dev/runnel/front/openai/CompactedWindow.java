package dev.runnel.front.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FinishReason;
import dev.runnel.GivenMessage;
import dev.runnel.JsonText;
import dev.runnel.ToolCall;
import dev.runnel.reply.Seal;
import dev.runnel.reply.WholeReply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands for a conversation from now on (Open Responses 2026-04-24, {@code CompactResource}): its instructions, notes on
 * all that was said, and the calls that wait for their results. OpenAI leaves the user's messages beside the notes. Here the
 * latest of them are in the notes, because models take user and assistant in turns.
 *
 * @param id of the reply that made the notes
 * @param conversation all that was said
 */
record CompactedWindow(ResponseId id, List<GivenMessage> conversation, WholeReply reply) {

    /** Characters of the user's own words that are kept as they are: about 4,000 tokens. */
    private static final int QUOTED = 16_000;

    private static final String QUOTATION = "\n\nThe latest messages of the user, word for word:";

    /** Throws a {@code FailureException} if the notes are not whole: what they lack would be lost for good. */
    CompactedWindow {
        if (reply.finishReason() != FinishReason.STOP) {
            throw Failure.of(FailureCode.PROVIDER_CUT).asException();
        }
    }

    String json(Seal seal) {
        return JsonText.object(json -> {
            json.writeStringField("id", id.toString());
            json.writeStringField("object", "response.compaction");
            json.writeNumberField("created_at", id.created());
            json.writeArrayFieldStart("output");
            writeInstructions(json);
            json.writeStartObject();
            json.writeStringField("type", CompactionItem.TYPE);
            json.writeStringField("id", item(ResponseItemId.Kind.COMPACTION, 0));
            json.writeStringField(CompactionItem.CONTENT, seal.close(notes()));
            json.writeEndObject();
            writeOpenCalls(json);
            json.writeEndArray();
            ResponseObject.writeUsage(json, reply.usage());
        });
    }

    private void writeInstructions(JsonGenerator json) throws IOException {
        int index = 0;
        for (GivenMessage message : conversation) {
            if (message instanceof GivenMessage.Instructions(String text)) {
                json.writeStartObject();
                json.writeStringField("type", "message");
                json.writeStringField("id", item(ResponseItemId.Kind.INPUT, index++));
                json.writeStringField("status", "completed");
                json.writeStringField("role", "developer");
                json.writeArrayFieldStart("content");
                json.writeStartObject();
                json.writeStringField("type", "input_text");
                json.writeStringField("text", text);
                json.writeEndObject();
                json.writeEndArray();
                json.writeEndObject();
            }
        }
    }

    private void writeOpenCalls(JsonGenerator json) throws IOException {
        Map<String, ToolCall> open = new LinkedHashMap<>();
        for (GivenMessage message : conversation) {
            switch (message) {
                case GivenMessage.Answered(String text, List<ToolCall> calls, String reasoning) ->
                    calls.forEach(call -> open.put(call.id(), call));
                case GivenMessage.ToolResult(String call, String text) -> open.remove(call);
                // Nobody comes back to them any more.
                case GivenMessage.Asked asked -> open.clear();
                case GivenMessage.Instructions instructions -> {}
                case GivenMessage.Notes notes -> {}
            }
        }
        int index = 0;
        for (ToolCall call : open.values()) {
            json.writeStartObject();
            ResponseObject.writeCall(
                    json, item(ResponseItemId.Kind.CALL, index++), call, ResponseState.Status.COMPLETED);
            json.writeEndObject();
        }
    }

    private String notes() {
        StringBuilder notes = new StringBuilder(reply.message().strip());
        List<String> quoted = quoted();
        if (!quoted.isEmpty()) {
            notes.append(QUOTATION);
            quoted.forEach(text -> notes.append("\n\n").append(text));
        }
        return notes.toString();
    }

    /** The newest that fit, oldest first. */
    private List<String> quoted() {
        List<String> newest = new ArrayList<>();
        int length = 0;
        for (GivenMessage message : conversation.reversed()) {
            if (message instanceof GivenMessage.Asked asked) {
                String text = ChatMessages.textOf(asked);
                length += text.length();
                if (length > QUOTED) {
                    break;
                }
                if (!text.isBlank()) {
                    newest.addFirst(text);
                }
            }
        }
        return newest;
    }

    private String item(ResponseItemId.Kind kind, int index) {
        return new ResponseItemId(kind, index, id.reply(), id.session()).toString();
    }
}
