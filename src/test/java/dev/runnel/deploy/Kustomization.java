package dev.runnel.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Renders a kustomization as {@code kubectl kustomize} does, as far as those of this project go: resources, labels, a
 * namespace, components, generated configuration, images, and patches that merge. Whatever else is in one is an error, so that
 * nothing is passed over. The hash at the end of a generated name is always {@value #HASH}.
 */
final class Kustomization {

    static final String HASH = "-hash";

    private static final Set<String> KNOWN = Set.of(
            "apiVersion",
            "kind",
            "resources",
            "components",
            "namespace",
            "labels",
            "configMapGenerator",
            "images",
            "patches");

    /** Lists whose entries are merged by their name; every other list of a patch takes the place of the old one. */
    private static final Set<String> MERGED_BY_NAME = Set.of("containers", "env", "volumes");

    private final Path directory;
    private final ObjectNode file;

    private Kustomization(Path directory) {
        this.directory = directory;
        this.file = Yaml.document(directory.resolve("kustomization.yaml"));
        file.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                throw new AssertionError(directory + " uses " + name + ", which this renderer does not know");
            }
        });
    }

    /**
     * The objects that {@code kubectl apply -k} would send.
     *
     * @param components what {@code components:} of this kustomization names in addition
     */
    static List<ObjectNode> render(Path directory, Path... components) {
        Kustomization kustomization = new Kustomization(directory);
        for (Path component : components) {
            kustomization
                    .file
                    .withArray("/components")
                    .add(component.toAbsolutePath().toString());
        }
        List<ObjectNode> objects = new ArrayList<>();
        kustomization.change(objects);
        objects.stream()
                .filter(object -> object.path("kind").asText().equals("ConfigMap"))
                .map(map -> (ObjectNode) map.path("metadata"))
                .forEach(metadata -> {
                    String name = metadata.path("name").asText();
                    objects.forEach(object -> renameReferences(object, name));
                    metadata.put("name", name + HASH);
                });
        return objects;
    }

    /** Adds what this one brings, and changes what is there: in a component, all that its user has brought before. */
    private void change(List<ObjectNode> objects) {
        Yaml.texts(file.path("resources")).map(directory::resolve).forEach(resource -> {
            if (Files.isDirectory(resource)) {
                List<ObjectNode> others = new ArrayList<>();
                new Kustomization(resource.normalize()).change(others);
                objects.addAll(others);
            } else {
                objects.addAll(Yaml.documents(resource));
            }
        });
        Yaml.texts(file.path("components"))
                .map(directory::resolve)
                .forEach(component -> new Kustomization(component.normalize()).change(objects));
        file.path("patches").forEach(patch -> patch(objects, patch));
        file.path("configMapGenerator").forEach(generator -> generate(objects, generator));
        objects.forEach(this::label);
        objects.forEach(this::place);
        objects.forEach(this::tag);
    }

    private void patch(List<ObjectNode> objects, JsonNode entry) {
        ObjectNode patch = Yaml.document(directory.resolve(entry.path("path").asText()));
        ObjectNode target = objects.stream()
                .filter(object -> isSame(object, patch))
                .findFirst()
                .orElseThrow(() -> new AssertionError(directory + " patches what is not there: " + patch));
        merge(target, patch);
    }

    private static boolean isSame(JsonNode one, JsonNode other) {
        return Stream.of("/apiVersion", "/kind", "/metadata/name")
                .allMatch(field -> one.at(field).equals(other.at(field)));
    }

    private static void merge(ObjectNode target, ObjectNode patch) {
        patch.properties().forEach(field -> {
            JsonNode old = target.path(field.getKey());
            if (old instanceof ObjectNode object && field.getValue() instanceof ObjectNode change) {
                merge(object, change);
            } else if (old instanceof ArrayNode list && MERGED_BY_NAME.contains(field.getKey())) {
                field.getValue().forEach(change -> mergeByName(list, (ObjectNode) change));
            } else {
                target.set(field.getKey(), field.getValue());
            }
        });
    }

    private static void mergeByName(ArrayNode list, ObjectNode change) {
        for (JsonNode entry : list) {
            if (entry.path("name").equals(change.path("name"))) {
                merge((ObjectNode) entry, change);
                return;
            }
        }
        list.add(change);
    }

    private void generate(List<ObjectNode> objects, JsonNode generator) {
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        map.put("apiVersion", "v1").put("kind", "ConfigMap");
        map.putObject("metadata").put("name", generator.path("name").asText());
        ObjectNode data = map.putObject("data");
        Yaml.texts(generator.path("literals"))
                .map(literal -> literal.split("=", 2))
                .forEach(literal -> data.put(literal[0], literal[1]));
        objects.stream()
                .filter(object -> isSame(object, map))
                .findFirst()
                .ifPresentOrElse(base -> merge(base, map), () -> objects.add(map));
    }

    private void label(ObjectNode object) {
        file.path("labels").forEach(entry -> {
            metadata(object).withObject("/labels").setAll((ObjectNode) entry.path("pairs"));
            if (entry.path("includeTemplates").asBoolean()
                    && object.at("/spec/template") instanceof ObjectNode template) {
                metadata(template).withObject("/labels").setAll((ObjectNode) entry.path("pairs"));
            }
        });
    }

    private void place(ObjectNode object) {
        if (file.has("namespace") && !object.path("kind").asText().equals("Namespace")) {
            metadata(object).set("namespace", file.path("namespace"));
        }
    }

    private void tag(ObjectNode object) {
        file.path("images").forEach(image -> object.at("/spec/template/spec/containers")
                .forEach(container -> tag((ObjectNode) container, image)));
    }

    /** What an entry does not say, name or tag, stays as it was; a digest takes the tag's place. */
    private static void tag(ObjectNode container, JsonNode image) {
        String[] old = container.path("image").asText().split(":", 2);
        if (old[0].equals(image.path("name").asText())) {
            String version = image.has("digest")
                    ? "@" + image.path("digest").asText()
                    : ":" + image.path("newTag").asText(old.length == 2 ? old[1] : "latest");
            container.put("image", image.path("newName").asText(old[0]) + version);
        }
    }

    private static ObjectNode metadata(ObjectNode object) {
        return object.withObject("/metadata");
    }

    private static void renameReferences(JsonNode node, String name) {
        node.properties().stream()
                .filter(field -> field.getKey().equals("configMapRef"))
                .filter(field -> field.getValue().path("name").asText().equals(name))
                .forEach(field -> ((ObjectNode) field.getValue()).put("name", name + HASH));
        node.forEach(child -> renameReferences(child, name));
    }
}
