package dev.runnel.http;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Refuses a request that this server understands but another parser may understand differently: for which host it is,
 * where its body ends, or what its path names.
 */
@Singleton
class RequestSyntax {

    /** Runs after the request's deadline was started, and before all that inspect the request. */
    private static final int PRIORITY = 1900;

    /** A segment {@code .} or {@code ..}, also if it is escaped: URL parsers remove it, with the segment before it. */
    private static final Pattern DOT_SEGMENT = Pattern.compile("(?i)(^|/)(\\.|%2e){1,2}(/|$)");

    private final Refusals refusals;

    RequestSyntax(Refusals refusals) {
        this.refusals = refusals;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        Optional<String> wrong = wrongWith(context.request());
        if (wrong.isEmpty()) {
            context.next();
            return;
        }
        PlainRefusal.sendAndClose(refusals, context, Failure.of(FailureCode.REQUEST_INVALID, wrong.get()));
    }

    private static Optional<String> wrongWith(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll("Host");
        if (hosts.size() > 1 || (hosts.size() == 1 && request.authority() == null)) {
            return Optional.of("The Host header must name one host.");
        }
        if (hosts.isEmpty() && isHttp11(request)) {
            return Optional.of("The Host header is missing.");
        }
        List<String> codings = request.headers().getAll("Transfer-Encoding");
        if (!codings.isEmpty() && !(isHttp11(request) && isChunked(codings))) {
            return Optional.of("The only Transfer-Encoding that is supported is chunked.");
        }
        if (request.path() == null || DOT_SEGMENT.matcher(request.path()).find()) {
            return Optional.of("The path must be a valid URI path, without the segments . and ..");
        }
        // What follows in a segment would be dropped before an id is checked, and an id that is empty then would not be
        // there at all: the path would name everything of the user.
        if (request.path().indexOf(';') >= 0) {
            return Optional.of("The path must have no parameters: the character ; is not allowed in it.");
        }
        // Empty segments are not routed: what stands behind an empty id would be taken for it, a session for a user.
        // An empty one at the beginning is allowed: it is of a base address that ends with a slash.
        if (request.path().indexOf("//", 1) > 0) {
            return Optional.of("The path must have no empty segment: an id is missing in it.");
        }
        // A browser sends this for an id that is empty or a dot. It would erase all conversations instead of one.
        return request.method().equals(HttpMethod.DELETE) && request.path().endsWith("/")
                ? Optional.of("The path of a DELETE must not end with a slash.")
                : Optional.empty();
    }

    private static boolean isHttp11(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_1_1;
    }

    private static boolean isChunked(List<String> codings) {
        return codings.size() == 1 && codings.getFirst().strip().equalsIgnoreCase("chunked");
    }
}
