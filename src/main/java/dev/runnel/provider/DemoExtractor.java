package dev.runnel.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the demo model answers when it is asked for the intent and the entities of a message: a few rules for English,
 * so that context and suggestions can be seen without any AI.
 */
final class DemoExtractor {

    private static final JsonFactory JSON = new JsonFactory();

    /** The first that matches counts; the names are those of the default vocabulary. */
    private static final Map<String, Pattern> INTENTS = new LinkedHashMap<>();

    /** The first group is the value. */
    private static final Map<String, Pattern> ENTITIES = new LinkedHashMap<>();

    private static final Map<String, List<String>> SUGGESTIONS = Map.of(
            "greeting", List.of("What can you do?", "How does streaming work here?"),
            "booking", List.of("Is there anything cheaper?", "What about a day later?", "Show me other places"),
            "recommendation", List.of("Why that one?", "What else is there?", "Is there anything cheaper?"));

    static {
        intent("booking", "\\b(book|reserve|reservation|table for|ticket)");
        intent("recommendation", "\\b(recommend|suggest|best|where (can|should)|ideas? for)");
        intent("how_to", "\\bhow (do|can|to|does)");
        intent("writing", "\\b(write|draft|rewrite|translate|summari[sz]e)");
        intent("calculation", "\\b(calculate|how (much|many)|sum of)|\\d\\s*[-+*/]\\s*\\d");
        intent("complaint", "\\b(broken|does(n't| not) work|terrible|complain|refund)");
        intent("search", "\\b(find|search|look(ing)? for|show me)");
        intent("greeting", "^\\s*(hi|hello|hey|good (morning|evening|afternoon))\\b");
        intent("question", "\\?\\s*$|^\\s*(what|who|when|where|why|which|is|are|can)\\b");

        entity("place", "\\b(?:in|to|at|near|from) ((?:[A-Z][\\p{L}’'-]+)(?: [A-Z][\\p{L}’'-]+)*)");
        entity(
                "date",
                "(?i)\\b(today|tonight|tomorrow|(?:next |on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
                        + "next (?:week|month)|\\d{4}-\\d\\d-\\d\\d)\\b");
        entity("time", "(?i)\\b(?:at )?(\\d{1,2}(?::\\d\\d)? ?(?:am|pm)|\\d{1,2}:\\d\\d)\\b");
        entity("people", "(?i)\\b(\\d+|two|three|four|five|six) (?:people|persons|guests)\\b");
        entity(
                "cuisine",
                "(?i)\\b(italian|thai|indian|japanese|chinese|mexican|french|greek|vegan|vegetarian|sushi|pizza)\\b");
        entity("price", "([€$£] ?\\d+(?:[.,]\\d\\d)?|\\d+(?:[.,]\\d\\d)? ?(?:€|euros?|dollars?))");
    }

    private DemoExtractor() {}

    private static void intent(String name, String words) {
        INTENTS.put(name, Pattern.compile(words, Pattern.CASE_INSENSITIVE));
    }

    private static void entity(String name, String words) {
        ENTITIES.put(name, Pattern.compile(words));
    }

    static String extract(String message) {
        String intent = INTENTS.entrySet().stream()
                .filter(rule -> rule.getValue().matcher(message).find())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("other");
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("intent", intent);
            json.writeArrayFieldStart("entities");
            for (var rule : ENTITIES.entrySet()) {
                writeEntity(json, rule.getKey(), rule.getValue().matcher(message));
            }
            json.writeEndArray();
            json.writeArrayFieldStart("suggestions");
            for (String suggestion : SUGGESTIONS.getOrDefault(intent, List.of("Tell me more", "Say it shorter"))) {
                json.writeString(suggestion);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static void writeEntity(JsonGenerator json, String name, Matcher found) throws IOException {
        if (found.find()) {
            json.writeStartObject();
            json.writeStringField("name", name);
            json.writeStringField("value", found.group(1));
            json.writeEndObject();
        }
    }
}
