package dev.runnel.front.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runnel.ReplyId;
import java.io.IOException;

/**
 * What each chunk of an answer begins with.
 *
 * @param id of the answer
 * @param created in seconds since 1970
 * @param model who answers, as {@code provider/model}; until that is known, what the client asked for
 */
record ChatHeading(String id, long created, String model) {

    static ChatHeading of(ReplyId reply, long created, String model) {
        return new ChatHeading("chatcmpl-" + reply.value(), created, model);
    }

    /** The same for an answer that has ended; {@code provider} is empty if none was asked. */
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
