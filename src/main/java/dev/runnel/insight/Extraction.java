package dev.runnel.insight;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.langchain4j.model.output.structured.Description;
import java.util.List;

/** What a model says about a message. Any part may be missing, and none can be trusted. */
record Extraction(
        @Description("what the person wants, one of the listed intents")
        String intent,

        @Description("what the message names") @JsonDeserialize(using = MentionsReader.class)
        List<Mention> entities,

        @Description("short messages that the person may want to send next")
        List<String> suggestions) {

    /** A thing that the message names. */
    record Mention(
            @Description("kind of thing, for example place, date, person")
            String name,

            @Description("in the person's own words") String value) {}
}
