package dev.runnel.provider;

import dev.langchain4j.model.output.FinishReason;
import dev.runnel.Failure;
import dev.runnel.Usage;

/**
 * The content of one event of a provider's stream, or of the document of a reply that is not streamed. Everything but
 * {@code text} and {@code thought} may be null.
 *
 * @param text the next piece of the reply; may be empty
 * @param message all of the reply so far, where the provider sends that instead of a piece
 * @param isThinking whether the model reasons, which is no text of the reply
 * @param thought what it thinks, or all of that so far beside a {@code message}; empty if it does not say
 * @param finish why the model ended; {@code OTHER} if it failed
 * @param usage what has been billed so far, in total
 * @param model the model that answers
 * @param failure an error in the stream
 * @param isLast whether the provider marks this as its last event
 * @param calls pieces of calls of tools
 */
record WireChunk(
        String text,
        String message,
        boolean isThinking,
        String thought,
        FinishReason finish,
        Usage usage,
        String model,
        Failure failure,
        boolean isLast,
        CallPieces calls) {

    static final WireChunk LAST = new WireChunk("", null, false, "", null, null, null, null, true, null);

    static WireChunk of(
            String text, String message, boolean isThinking, FinishReason finish, Usage usage, String model) {
        return new WireChunk(text, message, isThinking, "", finish, usage, model, null, false, null);
    }

    static WireChunk text(String text) {
        return of(text, null, false, null, null, null);
    }

    static WireChunk failed(Failure failure) {
        return new WireChunk("", null, false, "", null, null, null, failure, false, null);
    }

    /** Whether it is more than a keep-alive. */
    boolean saysSomething() {
        return !text.isEmpty() || message != null || isThinking || finish != null || calls != null;
    }

    /** The same with pieces of calls; null for none. */
    WireChunk calling(CallPieces pieces) {
        return pieces == null
                ? this
                : new WireChunk(text, message, isThinking, thought, finish, usage, model, failure, isLast, pieces);
    }

    /** The same with what the model thinks; empty for nothing. */
    WireChunk thinking(String said) {
        return said.isEmpty()
                ? this
                : new WireChunk(text, message, isThinking, said, finish, usage, model, failure, isLast, calls);
    }

    /** Only what the model thinks. */
    WireChunk reasoning() {
        return of("", null, isThinking, null, null, null).thinking(thought);
    }

    /** The same without its text and its reasoning. */
    WireChunk silent() {
        return new WireChunk("", null, false, "", finish, usage, model, failure, isLast, calls);
    }

    /** The text of a document, in whichever field it came. */
    String wholeText() {
        return message == null || !text.isEmpty() ? text : message;
    }
}
