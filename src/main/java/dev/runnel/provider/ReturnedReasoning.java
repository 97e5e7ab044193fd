package dev.runnel.provider;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Whether a server wants back what its model thought before each of its answers, and writes that.
 *
 * <p>Models of DeepSeek and Moonshot refuse a conversation without it once tools were called. Others refuse a field that
 * they do not know (Groq, Mistral), so it is only sent to a server that has asked for it.
 */
final class ReturnedReasoning {

    static final String FIELD = "reasoning_content";

    /** Nobody knows any more what was thought. An empty text is refused by some, too. */
    private static final String UNKNOWN = " ";

    private final AtomicBoolean wanted = new AtomicBoolean();

    /** A field of the model's message, which is the current object. */
    void write(JsonGenerator json, String reasoning) throws IOException {
        if (wanted.get()) {
            json.writeStringField(FIELD, reasoning.isEmpty() ? UNKNOWN : reasoning);
        }
    }

    /**
     * Learns from a refusal whether it is wanted.
     *
     * @return whether the refusal is about it
     */
    boolean learnFrom(String refusal) {
        String lower = refusal.toLowerCase(Locale.ROOT);
        if (!lower.contains(FIELD)) {
            return false;
        }
        wanted.set(Stream.of("passed back", "missing", "require").anyMatch(lower::contains));
        return true;
    }
}
