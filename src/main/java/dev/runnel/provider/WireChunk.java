package dev.runnel.provider;

import dev.langchain4j.model.output.FinishReason;
import dev.runnel.Failure;
import dev.runnel.Usage;

/**
 * What one event of a provider's stream says. Everything but {@code text} may be absent, that is null.
 *
 * @param text the next piece of the reply; may be empty
 * @param finish why the model ended
 * @param usage what has been billed so far, in total
 * @param model what answers
 * @param failure an error in the stream
 * @param last whether the provider marks this as its last event
 */
record WireChunk(String text, FinishReason finish, Usage usage, String model, Failure failure, boolean last) {

    static final WireChunk LAST = new WireChunk("", null, null, null, null, true);

    static WireChunk of(String text, FinishReason finish, Usage usage, String model) {
        return new WireChunk(text, finish, usage, model, null, false);
    }

    static WireChunk text(String text) {
        return of(text, null, null, null);
    }

    static WireChunk failed(Failure failure) {
        return new WireChunk("", null, null, null, failure, false);
    }
}
