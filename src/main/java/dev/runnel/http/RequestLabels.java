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
 * Keeps values that clients make up out of the labels of the server's metrics. Each new value creates a series that is
 * never removed, so they could fill the memory. Labels are known methods and paths; all others share one name.
 */
@Singleton
class RequestLabels implements MeterFilter {

    static final String OTHER_METHOD = "OTHER";
    /** The framework's name for a request without a known route. */
    static final String OTHER_PATH = "UNKNOWN";

    private static final String SERVER = "http.server.";

    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT");

    /** The framework's own names, and paths that have no resource but are worth counting. */
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
            "/runnel/conversation.css",
            PageSettings.PATH);

    /** The templates of resources that were requested. Bounded, because the code declares them. */
    private final Set<String> routes = ConcurrentHashMap.newKeySet();

    /** Runs after the path was matched, because the framework knows the template only then. */
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
