package dev.runnel.deploy;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** YAML files as trees; a key that is there twice is an error. */
final class Yaml {

    private static final JsonMapper MAPPER = JsonMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private Yaml() {}

    static List<ObjectNode> documents(Path file) {
        try (MappingIterator<ObjectNode> documents =
                MAPPER.readerFor(ObjectNode.class).readValues(file.toFile())) {
            return documents.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    static ObjectNode document(Path file) {
        List<ObjectNode> documents = documents(file);
        if (documents.size() != 1) {
            throw new AssertionError(file + " holds " + documents.size() + " documents");
        }
        return documents.getFirst();
    }

    static ObjectNode parse(String document) {
        try {
            return MAPPER.readerFor(ObjectNode.class).readValue(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asText);
    }
}
