package dev.runnel.front.openai;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.runnel.Failure;
import dev.runnel.JsonText;
import dev.runnel.LineEnds;
import dev.runnel.ToolCall;
import dev.runnel.http.FailureStatus;

/**
 * Writes the numbered frames of one stream. Frames that the viewer has seen already are counted but not written: the
 * methods then return an empty text.
 */
final class ResponseEvents {

    /** The end of a stream, whether the response is complete or not. */
    static final String DONE = "data: [DONE]\n\n";

    private static final String NONE = "";
    private static final String DELTA = "response.output_text.delta";

    private final ResponseObject response;
    private final long after;
    private long next;
    /** Of the message among all items. */
    private int place;

    private String placeOfText = NONE;

    /** @param after the number of the last event that the viewer has seen; -1 for none */
    ResponseEvents(ResponseObject response, long after) {
        this.response = response;
        this.after = after;
    }

    boolean isInBackground() {
        return response.note().background();
    }

    ResponseReasoning reasoning() {
        return new ResponseReasoning(response, this);
    }

    /** An event that contains the response in this state. */
    String ofResponse(String type, ResponseState state) {
        return frame(type, json -> {
            json.writeObjectFieldStart("response");
            response.write(json, state);
            json.writeEndObject();
        });
    }

    /** @param index of the message among all items */
    String messageAdded(int index) {
        place = index;
        placeOfText =
                ",\"item_id\":\"" + response.messageId() + "\",\"output_index\":" + place + ",\"content_index\":0";
        return item("response.output_item.added", NONE, ResponseState.Status.IN_PROGRESS) + part("added", NONE);
    }

    String delta(String content) {
        return delta(DELTA, placeOfText, content, ",\"logprobs\":[]");
    }

    /**
     * Without Jackson's generator: it runs once for each token.
     *
     * @param before fields before the text, each with a comma before it
     * @param behind the same after it
     */
    String delta(String type, String before, String content, String behind) {
        long number = next++;
        if (number <= after) {
            return NONE;
        }
        StringBuilder frame = new StringBuilder(before.length() + content.length() + 160);
        frame.append("event: ").append(type).append("\ndata: {\"type\":\"").append(type);
        frame.append("\",\"sequence_number\":").append(number).append(before).append(",\"delta\":\"");
        JsonStringEncoder.getInstance().quoteAsString(content, frame);
        return LineEnds.escape(frame.append('"').append(behind).append("}\n\n").toString());
    }

    String messageDone(String text, ResponseState.Status status) {
        return frame("response.output_text.done", json -> {
                    json.writeStringField("item_id", response.messageId());
                    json.writeNumberField("output_index", place);
                    json.writeNumberField("content_index", 0);
                    json.writeStringField("text", text);
                    json.writeArrayFieldStart("logprobs");
                    json.writeEndArray();
                })
                + part("done", text)
                + item("response.output_item.done", text, status);
    }

    private String part(String what, String text) {
        return frame("response.content_part." + what, json -> {
            json.writeStringField("item_id", response.messageId());
            json.writeNumberField("output_index", place);
            json.writeNumberField("content_index", 0);
            json.writeObjectFieldStart("part");
            ResponseObject.writePart(json, text);
            json.writeEndObject();
        });
    }

    private String item(String type, String text, ResponseState.Status status) {
        return frame(type, json -> {
            json.writeNumberField("output_index", place);
            json.writeObjectFieldStart("item");
            response.writeMessage(json, text, status);
            json.writeEndObject();
        });
    }

    /**
     * All events of one call.
     *
     * @param index the call's position among the calls
     * @param place the position of the call's item among all items
     */
    String call(int index, int place, ToolCall call) {
        ToolCall named = new ToolCall(call.id(), call.name(), NONE);
        return callItem("response.output_item.added", index, place, named, ResponseState.Status.IN_PROGRESS)
                + arguments("delta", "delta", index, place, call.arguments())
                + arguments("done", "arguments", index, place, call.arguments())
                + callItem("response.output_item.done", index, place, call, ResponseState.Status.COMPLETED);
    }

    private String callItem(String type, int index, int place, ToolCall call, ResponseState.Status status) {
        return frame(type, json -> {
            json.writeNumberField("output_index", place);
            json.writeObjectFieldStart("item");
            response.writeCall(json, index, call, status);
            json.writeEndObject();
        });
    }

    private String arguments(String what, String field, int index, int place, String arguments) {
        return frame("response.function_call_arguments." + what, json -> {
            json.writeStringField("item_id", response.callId(index));
            json.writeNumberField("output_index", place);
            json.writeStringField(field, arguments);
        });
    }

    String error(Failure failure) {
        long number = next++;
        return number <= after ? NONE : error(failure, number);
    }

    /** An error without a number: no log has it, and another pod continues the stream with the next number. */
    String unnumberedError(Failure failure) {
        return error(failure, Math.max(0, next - 1));
    }

    /**
     * OpenAI's reference puts the fields into the event, the specification into an object in it. Clients read either.
     */
    private static String error(Failure failure, long number) {
        return "event: error\ndata: "
                + JsonText.object(json -> {
                    json.writeStringField("type", "error");
                    json.writeNumberField("sequence_number", number);
                    json.writeStringField("code", failure.code().wireName());
                    json.writeStringField("message", failure.message());
                    json.writeNullField("param");
                    json.writeFieldName("error");
                    json.writeRawValue(ChatJson.errorObject(failure, FailureStatus.of(failure.code())));
                })
                + "\n\n";
    }

    String frame(String type, JsonText.Fields fields) {
        long number = next++;
        if (number <= after) {
            return NONE;
        }
        return "event: " + type + "\ndata: "
                + JsonText.object(json -> {
                    json.writeStringField("type", type);
                    json.writeNumberField("sequence_number", number);
                    fields.write(json);
                })
                + "\n\n";
    }
}
