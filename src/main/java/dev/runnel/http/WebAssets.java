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
 * Guards what the build has bundled for browsers: gives the page its policy, and the parts that others import a name
 * that does not change with their content; or hides all of it.
 */
@Singleton
class WebAssets {

    /** Before the handler of static files, after the limit on bodies. */
    private static final int PRIORITY = 500;

    /** No inline script or style, and nothing from elsewhere: in addition to the cleaning of a model's text. */
    private static final Map<String, String> PAGE_HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
            // Its scripts' names change with their content, so it must always be the newest.
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
                // The file's own name says what is in it and may be kept for ever; the stable one may not.
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
