package dev.runnel.http;

import dev.runnel.EventJson;
import dev.runnel.Failure;
import java.util.Optional;

/**
 * The form in which one front's clients read a refusal. Each front provides one bean of it for its paths; all other
 * paths use {@link Body#problem}.
 */
public interface RefusalForm {

    /** Whether requests to this path are this front's; {@code path} has no query. */
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
     * @param rawPath as received, so that an escaped slash separates nothing
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
