package dev.runnel.http;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The paths of a front's resources with their methods. A response with status 405 has to list the methods (RFC 9110,
 * 15.5.6), and the framework's exception does not have them. A test compares this list with the resources.
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
     * The resource at a path; empty if there is none.
     *
     * @param rawPath as received, because an escaped slash must not count as a separator
     */
    public Optional<Resource> at(String rawPath) {
        return resources.stream()
                .filter(known -> known.path().matcher(rawPath).matches())
                .map(Known::resource)
                .findFirst();
    }
}
