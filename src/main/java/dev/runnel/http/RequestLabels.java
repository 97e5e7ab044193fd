package dev.runnel.http;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.micrometer.runtime.binder.vertx.HttpRequestMetric;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Keeps what a client can make up out of the labels of the server's metrics: a series is for ever, and whoever sends
 * many names would fill the process with them. Methods and paths come from closed sets, all else has one name.
 */
@Singleton
class RequestLabels implements MeterFilter {

    static final String OTHER_METHOD = "OTHER";
    /** As the framework names a request of which it knows nothing. */
    static final String OTHER_PATH = "UNKNOWN";

    private static final String SERVER = "http.server.";

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    /** The framework's own names, and the paths that belong to no resource and whose traffic is worth knowing. */
    private static final Set<String> PATHS = Set.of(
            "root",
            "NOT_FOUND",
            "REDIRECTION",
            "/cors-preflight",
            "/q/health",
            "/q/health/live",
            "/q/health/ready",
            "/q/health/started",
            "/q/metrics",
            "/q/openapi",
            "/runnel/client.js",
            "/runnel/conversation.js",
            "/runnel/conversation.css");

    /** The templates of resources that were asked for: there are as many as the code declares. */
    private final Set<String> routes = ConcurrentHashMap.newKeySet();

    /** After the path was matched: only then does the framework know a template. */
    @ServerRequestFilter
    void matched(RoutingContext context) {
        HttpRequestMetric measured = HttpRequestMetric.getRequestMetric(context);
        String template = measured == null ? null : measured.applyTemplateMatching(null);
        if (template != null) {
            routes.add(template);
        }
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        if (!id.getName().startsWith(SERVER)) {
            return id;
        }
        List<Tag> tags = id.getTags();
        List<Tag> closed = tags.stream().map(this::closed).toList();
        return closed.equals(tags) ? id : id.replaceTags(closed);
    }

    private Tag closed(Tag tag) {
        return switch (tag.getKey()) {
            case "method" -> METHODS.contains(tag.getValue()) ? tag : Tag.of("method", OTHER_METHOD);
            case "uri" -> isKnown(tag.getValue()) ? tag : Tag.of("uri", OTHER_PATH);
            default -> tag;
        };
    }

    private boolean isKnown(String path) {
        return PATHS.contains(path) || routes.contains(path);
    }
}
