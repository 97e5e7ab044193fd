package dev.runnel.http;

import dev.runnel.EventJson;
import dev.runnel.Failure;
import java.util.Optional;

/**
 * Writes refusals in the form that one front's clients can read. Each front has one bean of this type for its paths.
 * All other paths use {@link Body#problem}.
 */
public interface RefusalForm {

    /** Whether this path belongs to this front; {@code path} has no query. */
    boolean isFor(String path);

    /**
     * The body for the client.
     *
     * @param status of the response, see {@link FailureStatus}
     */
    Body body(String path, Failure failure, int status);

    /** The resources of this front. */
    ResourcePaths resources();

    /**
     * The methods of the resource at a path, for the {@code Allow} header; empty if there is none.
     *
     * @param rawPath as received, because an escaped slash must not count as a separator
     */
    default Optional<String> methodsAt(String rawPath) {
        return resources().at(rawPath).map(ResourcePaths.Resource::methods);
    }

    /**
     * The template of the resource at a path, its parameters in braces; empty if there is none.
     *
     * @param rawPath as for {@link #methodsAt}
     */
    default Optional<String> templateAt(String rawPath) {
        return resources().at(rawPath).map(ResourcePaths.Resource::template);
    }

    /**
     * The body of a response.
     *
     * @param type its media type
     */
    record Body(String type, String text) {

        /** The default form: RFC 9457. */
        public static Body problem(Failure failure, int status) {
            return new Body("application/problem+json", EventJson.writeProblem(failure, status));
        }
    }
}
