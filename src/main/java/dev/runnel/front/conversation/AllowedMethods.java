package dev.runnel.front.conversation;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The methods of each resource, which a response with status 405 has to list (RFC 9110, 15.5.6): the framework's
 * exception does not name them. A test compares them with the resources.
 */
final class AllowedMethods {

    private record Resource(String template, Pattern path, String methods) {

        static Resource of(String template, String methods) {
            return new Resource(template, Pattern.compile(template.replaceAll("\\{[^}]+}", "[^/]+") + "/?"), methods);
        }
    }

    private static final List<Resource> RESOURCES = List.of(
            Resource.of(ConversationStreamResource.PATH, "GET, POST"),
            Resource.of(ConversationStreamResource.PATH + "/{reply_id}", "DELETE, GET"),
            Resource.of(ConversationStreamResource.PATH + "/{reply_id}/reading", "POST"),
            Resource.of(ConversationResource.PATH, "DELETE, GET, POST"),
            Resource.of(ConversationResource.PATH + "/{session_id}", "DELETE, GET"));

    private AllowedMethods() {}

    /** @param rawPath as received, so that an escaped slash separates nothing */
    static Optional<String> at(String rawPath) {
        return RESOURCES.stream()
                .filter(resource -> resource.path().matcher(rawPath).matches())
                .map(Resource::methods)
                .findFirst();
    }

    /** The path's template in the code; empty if no resource has this path, or if it is written differently. */
    static Optional<String> templateOf(String rawPath) {
        return RESOURCES.stream()
                .filter(resource -> resource.path().matcher(rawPath).matches())
                .map(Resource::template)
                .findFirst();
    }
}
