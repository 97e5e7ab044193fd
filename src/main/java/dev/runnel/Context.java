package dev.runnel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a conversation is about, updated with each message. The values come from users' texts and become part of
 * prompts, so their number, length and characters are bounded: the constructor refuses anything else.
 *
 * @param intent what the user wants, a word of the configured vocabulary; empty while unknown
 * @param entities what the message is about, by name ({@code place}, {@code date}); the most recent first
 */
public record Context(String intent, Map<String, Entity> entities) {

    /** Nothing is known. */
    public static final Context NONE = new Context("", Map.of());

    /** More are dropped: a prompt has no room for them. */
    public static final int MAX_ENTITIES = 12;

    private static final int MAX_NAME = 32;

    /** A value that was not mentioned for this many turns is dropped. */
    private static final int FADES_AFTER = 4;

    /**
     * A value, and for how long it has not been mentioned.
     *
     * @param value letters, digits, blanks and the punctuation of names, dates and prices; never empty
     * @param age turns since it was mentioned
     */
    public record Entity(String value, int age) {

        private static final int MAX_VALUE = 80;

        public Entity {
            value = cleaned(value, MAX_VALUE);
        }
    }

    public Context {
        intent = named(intent);
        Map<String, Entity> bounded = new LinkedHashMap<>();
        entities.forEach((name, entity) -> {
            if (bounded.size() < MAX_ENTITIES
                    && !named(name).isEmpty()
                    && !entity.value().isEmpty()) {
                bounded.putIfAbsent(named(name), entity);
            }
        });
        entities = Collections.unmodifiableMap(bounded);
    }

    /**
     * The context after one more message: new values replace old ones, and values that were not mentioned for some
     * turns are dropped.
     *
     * @param newIntent empty if the message has none: the previous one stays
     * @param mentioned the entities of this message
     */
    public Context after(String newIntent, Map<String, String> mentioned) {
        Map<String, Entity> merged = new LinkedHashMap<>();
        mentioned.forEach((name, value) -> {
            Entity entity = new Entity(value, 0);
            if (!entity.value().isEmpty()) {
                merged.put(named(name), entity);
            }
        });
        List<Map.Entry<String, Entity>> before = new ArrayList<>(entities.entrySet());
        before.sort(Comparator.comparingInt(entry -> entry.getValue().age()));
        for (Map.Entry<String, Entity> entry : before) {
            int age = entry.getValue().age() + 1;
            if (age <= FADES_AFTER) {
                merged.putIfAbsent(entry.getKey(), new Entity(entry.getValue().value(), age));
            }
        }
        return new Context(named(newIntent).isEmpty() ? intent : newIntent, merged);
    }

    /** The entities' values by name, as viewers see them. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        entities.forEach((name, entity) -> values.put(name, entity.value()));
        return values;
    }

    /** Whether a viewer would see the same. */
    public boolean looksLike(Context other) {
        return intent.equals(other.intent) && values().equals(other.values());
    }

    private static String named(String name) {
        String cleaned = name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "_");
        return cleaned.substring(0, Math.min(cleaned.length(), MAX_NAME)).replaceAll("^_+|_+$", "");
    }

    private static String cleaned(String value, int max) {
        String cleaned = value.replaceAll("[^\\p{L}\\p{M}\\p{N} .,:;'’&+/%€$£°@-]+", " ")
                .replaceAll(" {2,}", " ")
                .strip();
        if (cleaned.codePointCount(0, cleaned.length()) <= max) {
            return cleaned;
        }
        return cleaned.substring(0, cleaned.offsetByCodePoints(0, max)).strip();
    }
}
