package dev.runnel.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a real provider, or a server compatible with one, has been seen to send, and what a viewer is to get. The files of
 * {@code provider-cases} hold them; {@code docs/providers.md} tells of their sources.
 */
public record ProviderCase(String name, Dialect dialect, JsonNode script) {

    /** All cases in this dialect. */
    public static List<ProviderCase> of(Dialect dialect) {
        List<ProviderCase> cases = new ArrayList<>();
        read(dialect)
                .path("cases")
                .forEach(one -> cases.add(new ProviderCase(one.path("name").asText(), dialect, one)));
        return cases;
    }

    private static JsonNode read(Dialect dialect) {
        String file = "/provider-cases/" + dialect.name().toLowerCase(Locale.ROOT) + ".json";
        try (InputStream in = ProviderCase.class.getResourceAsStream(file)) {
            return Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the provider does with a call of this kind. */
    public Script script(boolean streaming) {
        int status = script.path("status").asInt(200);
        if (script.hasNonNull("raw")) {
            return WireScript.raw(script.path("raw"));
        }
        boolean onlyStreams = !script.hasNonNull("document") && hasDocument();
        if (script.hasNonNull("stream") && (streaming || onlyStreams)) {
            return WireScript.stream(script.path("stream"));
        }
        return script.hasNonNull("document")
                ? WireScript.document(status, script.path("document"))
                : Script.status(500);
    }

    /** Repositories and numbers of public reports. */
    public String source() {
        return script.path("source").asText();
    }

    public boolean hasStream() {
        return !expectedStream().isMissingNode();
    }

    public boolean hasDocument() {
        return !expectedDocument().isMissingNode();
    }

    /** What a viewer of the stream is to get. */
    public JsonNode expectedStream() {
        return expected("stream");
    }

    /** What who asks for a document is to get. */
    public JsonNode expectedDocument() {
        return expected("document");
    }

    private JsonNode expected(String kind) {
        JsonNode expected = script.path("expect").path(kind);
        return expected.isObject() ? expected : MissingNode.getInstance();
    }

    @Override
    public String toString() {
        return name;
    }
}
