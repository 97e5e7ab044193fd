package dev.runnel.http;

import dev.runnel.http.auth.SignIn;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * What the page, which is made when the application is built, learns from the settings: a small document, and the
 * headers that say what the page may do.
 */
@Singleton
class PageSettings {

    static final String PATH = "/runnel/page.json";

    /** Allows no inline scripts or styles, and nothing from other hosts: a second defence behind the sanitizer. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'%s; img-src 'self' data:; "
                    + "base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    private final Map<String, String> headers;
    private final String document;

    PageSettings(SignIn signIn) {
        headers = Map.of(
                "Content-Security-Policy",
                POLICY.formatted(signIn.origin().map(" "::concat).orElse("")),
                // The page names its scripts, whose names change with their content. So an old page would not find
                // them.
                "Cache-Control",
                "no-cache");
        JsonObject settings = new JsonObject();
        signIn.settings().ifPresent(found -> settings.put("sign_in", found));
        document = settings.encode();
    }

    void addHeaders(RoutingContext context) {
        headers.forEach(context.response()::putHeader);
    }

    /** Answers with the document, or leaves the request to the framework, which refuses it. */
    void serve(RoutingContext context) {
        HttpMethod method = context.request().method();
        if (method != HttpMethod.GET && method != HttpMethod.HEAD) {
            context.next();
            return;
        }
        context.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-cache")
                .end(document);
    }
}
