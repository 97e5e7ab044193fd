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
 * Serves the files that were bundled for browsers: adds to the page what {@link PageSettings} says, and gives
 * the scripts for import names that do not change with their content. Hides all of them if the configuration says so.
 */
@Singleton
class WebAssets {

    /** Runs before the handler of static files, and after the limit on bodies. */
    private static final int PRIORITY = 500;

    private static final String NO_CACHE = "no-cache";
    /** What the framework says for bundled files. */
    private static final String FOREVER = "public, immutable, max-age=31536000";

    private static final String STABLE = WebAssets.class.getName();

    private final WebConfig config;
    private final PageSettings page;
    private final Refusals refusals;
    private final CompressedAssets compressed;
    private final Map<String, String> stableNames;

    WebAssets(WebConfig config, PageSettings page, Bundle bundle, Refusals refusals, CompressedAssets compressed) {
        this.config = config;
        this.page = page;
        this.refusals = refusals;
        this.compressed = compressed;
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
            page.addHeaders(context);
            context.next();
        } else if (path.equals(PageSettings.PATH)) {
            page.serve(context);
        } else if (stableNames.containsKey(path)) {
            context.put(STABLE, true);
            context.reroute(stableNames.get(path));
        } else {
            // A file whose name depends on its content may be cached forever. One with a stable name may not.
            boolean stable = context.get(STABLE) != null;
            if (stable) {
                context.response().putHeader("Cache-Control", NO_CACHE);
            }
            compressed.serve(context, stable ? NO_CACHE : FOREVER);
        }
    }

    private static boolean isPage(String path) {
        return path.equals("/") || path.equals("/index.html");
    }

    private static boolean isForBrowsers(String path) {
        return isPage(path) || path.startsWith("/runnel/") || path.startsWith("/static/");
    }
}
