package dev.runnel.testing;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Every method that a request can reach, as the code declares it: what is added tomorrow is tested like the others. */
public final class ResourceMethods {

    /**
     * @param verb {@code GET}, {@code POST}, {@code DELETE}
     * @param path with its parameters in braces
     */
    public record ResourceMethod(String verb, String path) {}

    private static final java.nio.file.Path CLASSES = java.nio.file.Path.of("target/classes");

    private ResourceMethods() {}

    public static List<ResourceMethod> all() {
        try (Stream<java.nio.file.Path> files = Files.walk(CLASSES)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(ResourceMethods::loaded)
                    .filter(type -> type.isAnnotationPresent(Path.class))
                    .flatMap(type -> Arrays.stream(type.getMethods())
                            .flatMap(method ->
                                    declared(type.getAnnotation(Path.class).value(), method)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> loaded(java.nio.file.Path file) {
        String name = CLASSES.relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", "");
        try {
            return Class.forName(name, false, ResourceMethods.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** The path of this user, with something for every other parameter. */
    public static String path(String template, String user) {
        return template.replace("{user_id}", user).replaceAll("\\{[^}]+}", "some");
    }

    private static Stream<ResourceMethod> declared(String base, Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                .map(type -> new ResourceMethod(
                        type.getAnnotation(HttpMethod.class).value(), joined(base, method.getAnnotation(Path.class))));
    }

    private static String joined(String base, Path below) {
        return below == null ? base : base + "/" + below.value().replaceFirst("^/", "");
    }
}
