package dev.runnel.front.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runnel.ReplyId;
import java.io.IOException;

/**
 * The fields that each chunk of an answer begins with.
 *
 * @param id the answer's id
 * @param created the start of the answer, in seconds since 1970
 * @param model the model that answers, as {@code provider/model}; until it is known, the name in the request
 */
record ChatHeading(String id, long created, String model) {

    static ChatHeading of(ReplyId reply, long created, String model) {
        return new ChatHeading("chatcmpl-" + reply.value(), created, model);
    }

    /** The same with the model that answered; unchanged if {@code provider} is empty, because none answered. */
    ChatHeading answeredBy(String provider, String answered) {
        return provider.isEmpty() ? this : new ChatHeading(id, created, provider + "/" + answered);
    }

    void write(JsonGenerator json, String object) throws IOException {
        json.writeStringField("id", id);
        json.writeStringField("object", object);
        json.writeNumberField("created", created);
        json.writeStringField("model", model);
    }
}
