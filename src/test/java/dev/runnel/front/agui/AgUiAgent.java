package dev.runnel.front.agui;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.FrontEndProcess;

/** An {@code HttpAgent} in a process of its own, as its page sees it. */
final class AgUiAgent extends FrontEndProcess {

    AgUiAgent(String url, String thread) {
        super("ag-ui.mjs", url, thread);
        await(line -> line.has("ready"));
    }

    /** {@code ask TEXT}, {@code parts TEXT|TEXT}, {@code again} or {@code abort}: see the script. */
    AgUiAgent does(String command) {
        tell(command);
        return this;
    }

    /** With the model's message so far. */
    JsonNode awaitText(String text) {
        return await(line -> line.path("role").asText().equals("assistant")
                && line.path("text").asText().equals(text));
    }

    /** The first event of this type from here on. */
    JsonNode awaitEvent(String type) {
        return await(line -> line.at("/event/type").asText().equals(type)).path("event");
    }

    /** What the run has come to. */
    JsonNode awaitEnd() {
        return await(line -> line.has("done"));
    }
}
