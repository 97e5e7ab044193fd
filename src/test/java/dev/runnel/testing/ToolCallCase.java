package dev.runnel.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How a real provider has been seen to call tools. The files of {@code tool-call-cases} hold them, with their sources. */
public record ToolCallCase(String name, JsonNode script) {

    /** All cases in this dialect. */
    public static List<ToolCallCase> of(Dialect dialect) {
        String file = "/tool-call-cases/" + dialect.name().toLowerCase(Locale.ROOT) + ".json";
        try (InputStream in = ToolCallCase.class.getResourceAsStream(file)) {
            List<ToolCallCase> cases = new ArrayList<>();
            Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .path("cases")
                    .forEach(one -> cases.add(new ToolCallCase(one.path("name").asText(), one)));
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Script stream() {
        return WireScript.stream(script.path("stream"));
    }

    public boolean hasDocument() {
        return script.has("document");
    }

    public Script document() {
        return WireScript.document(200, script.path("document"));
    }

    public String text() {
        return script.path("text").asText();
    }

    /** Those that are to be told; one without an id may have any. */
    public JsonNode calls() {
        return script.path("calls");
    }

    @Override
    public String toString() {
        return name;
    }
}
