package dev.runnel.http;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import io.quarkiverse.web.bundler.runtime.Bundle;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * Handles the files that were bundled for browsers: adds the security policy to the page, serves the parts for import
 * under a name that does not change with their content, or hides everything.
 */
@Singleton
class WebAssets {

    /** Before the handler of static files, after the limit on bodies. */
    private static final int PRIORITY = 500;

    /** No inline scripts or styles, and nothing from other hosts, in addition to the sanitizing of a model's text. */
    private static final Map<String, String> PAGE_HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
            // The names of its scripts change with their content, so the page must always be the newest.
            "Cache-Control",
            "no-cache");

    private static final String STABLE = WebAssets.class.getName();

    private final WebConfig config;
    private final Refusals refusals;
    private final Map<String, String> stableNames;

    WebAssets(WebConfig config, Bundle bundle, Refusals refusals) {
        this.config = config;
        this.refusals = refusals;
        stableNames = Map.of(
                "/runnel/client.js", bundle.script("client"),
                "/runnel/conversation.js", bundle.script("conversation"),
                "/runnel/conversation.css", bundle.style("conversation"));
    }

    void register(@Observes Filters filters) {
        filters.register(this::serve, PRIORITY);
    }

    private void serve(RoutingContext context) {
        String path = context.normalizedPath();
        if (!config.enabled() && isForBrowsers(path)) {
            PlainRefusal.send(refusals, context, Failure.of(FailureCode.NOT_FOUND));
        } else if (isPage(path)) {
            PAGE_HEADERS.forEach(context.response()::putHeader);
            context.next();
        } else if (stableNames.containsKey(path)) {
            context.put(STABLE, true);
            context.reroute(stableNames.get(path));
        } else {
            if (context.get(STABLE) != null) {
                // The file's own name depends on its content and may be cached forever; the stable one may not.
                context.response().putHeader("Cache-Control", "no-cache");
            }
            context.next();
        }
    }

    private static boolean isPage(String path) {
        return path.equals("/") || path.equals("/index.html");
    }

    private static boolean isForBrowsers(String path) {
        return isPage(path) || path.startsWith("/runnel/") || path.startsWith("/static/");
    }
}
