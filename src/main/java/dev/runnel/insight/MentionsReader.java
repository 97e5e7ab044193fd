package dev.runnel.insight;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.insight.Extraction.Mention;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads entities as models write them: a list of names with values as the schema says, or one object with a field for
 * each, as models write that do not follow schemas.
 */
final class MentionsReader extends JsonDeserializer<List<Mention>> {

    @Override
    public List<Mention> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonNode node = parser.readValueAsTree();
        List<Mention> mentions = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(entry -> add(
                    mentions, entry.path("name").asText(), entry.path("value").asText()));
        } else if (node.isObject()) {
            node.properties()
                    .forEach(field ->
                            add(mentions, field.getKey(), field.getValue().asText()));
        }
        return mentions;
    }

    private static void add(List<Mention> mentions, String name, String value) {
        if (!name.isBlank() && !value.isBlank()) {
            mentions.add(new Mention(name, value));
        }
    }
}
