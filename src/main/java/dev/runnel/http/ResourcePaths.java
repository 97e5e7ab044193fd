package dev.runnel.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The paths of a front's resources with their methods, which a response with status 405 has to list (RFC 9110,
 * 15.5.6): the framework's exception does not name them. A test compares them with the resources.
 */
public final class ResourcePaths {

    /** One resource: its template, with parameters in braces, and its methods in alphabetical order. */
    public record Resource(String template, String methods) {}

    private record Known(Resource resource, Pattern path) {

        static Known of(Resource resource) {
            return new Known(resource, Pattern.compile(resource.template().replaceAll("\\{[^}]+}", "[^/]+") + "/?"));
        }
    }

    private final List<Known> resources;

    public ResourcePaths(Resource... resources) {
        this.resources = List.of(resources).stream().map(Known::of).toList();
    }

    /**
     * The resource at a path; empty if no resource has this path, or if it is written differently.
     *
     * @param rawPath as received, so that an escaped slash separates nothing
     */
    public Optional<Resource> at(String rawPath) {
        return resources.stream()
                .filter(known -> known.path().matcher(rawPath).matches())
                .map(Known::resource)
                .findFirst();
    }
}
