package dev.runnel.front.openai;

/**
 * The numbered frames of a reasoning item, always the first of its response. What the model thinks is sent as its summary:
 * the specification and OpenAI's clients have different names for the events of the reasoning itself, and the same for those
 * of its summary.
 */
final class ResponseReasoning {

    private static final String SUMMARY = "response.reasoning_summary_";
    private static final String DELTA = SUMMARY + "text.delta";

    private final ResponseObject response;
    private final ResponseEvents events;
    private final String place;

    ResponseReasoning(ResponseObject response, ResponseEvents events) {
        this.response = response;
        this.events = events;
        this.place = ",\"item_id\":\"" + response.reasoningId() + "\",\"output_index\":0,\"summary_index\":0";
    }

    String added() {
        return item("response.output_item.added", "") + part("added", "");
    }

    String delta(String thought) {
        return events.delta(DELTA, place, thought, "");
    }

    String done(String thoughts) {
        return events.frame(SUMMARY + "text.done", json -> {
                    json.writeStringField("item_id", response.reasoningId());
                    json.writeNumberField("output_index", 0);
                    json.writeNumberField("summary_index", 0);
                    json.writeStringField("text", thoughts);
                })
                + part("done", thoughts)
                + item("response.output_item.done", thoughts);
    }

    private String part(String what, String thoughts) {
        return events.frame(SUMMARY + "part." + what, json -> {
            json.writeStringField("item_id", response.reasoningId());
            json.writeNumberField("output_index", 0);
            json.writeNumberField("summary_index", 0);
            json.writeObjectFieldStart("part");
            ResponseObject.writeSummary(json, thoughts);
            json.writeEndObject();
        });
    }

    private String item(String type, String thoughts) {
        return events.frame(type, json -> {
            json.writeNumberField("output_index", 0);
            json.writeObjectFieldStart("item");
            response.writeReasoning(json, thoughts);
            json.writeEndObject();
        });
    }
}
