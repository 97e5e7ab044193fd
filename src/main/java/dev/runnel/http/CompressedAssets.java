package dev.runnel.http;

import io.quarkus.runtime.LaunchMode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jboss.logging.Logger;

/**
 * Sends bundled scripts and styles with gzip to clients that accept it. Each file is compressed once and kept, because
 * its name changes with its content. The framework's own compression would look at every event stream, too.
 */
@Singleton
class CompressedAssets {

    private static final Logger LOG = Logger.getLogger(CompressedAssets.class);
    private static final String BUNDLE = "/static/bundle/";
    private static final Map<String, String> TYPES =
            Map.of(".js", "text/javascript;charset=UTF-8", ".css", "text/css;charset=UTF-8");

    private final Vertx vertx;
    private final Map<String, Future<Buffer>> files = new ConcurrentHashMap<>();

    CompressedAssets(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Answers the request, or lets the framework answer it.
     *
     * @param caching the value of {@code Cache-Control}
     */
    void serve(RoutingContext context, String caching) {
        String path = context.normalizedPath();
        String type = TYPES.get(path.substring(Math.max(0, path.lastIndexOf('.'))));
        if (type == null || !path.startsWith(BUNDLE) || LaunchMode.current().isDev()) {
            context.next();
            return;
        }
        context.response().headers().add("Vary", "Accept-Encoding");
        if (!isWanted(context.request())) {
            context.next();
            return;
        }
        file(path).onComplete(found -> {
            if (found.failed()) {
                // The framework knows what is wrong with the name.
                files.remove(path);
                context.next();
            } else if (!context.response().closed()) {
                context.response()
                        .putHeader("Content-Type", type)
                        .putHeader("Content-Encoding", "gzip")
                        .putHeader("Cache-Control", caching)
                        .end(found.result());
            }
        });
    }

    /** A client that has the file already is told so by the framework. */
    private static boolean isWanted(HttpServerRequest request) {
        return request.method() == HttpMethod.GET
                && !request.headers().contains("If-Modified-Since")
                && !request.headers().contains("If-None-Match")
                && !request.headers().contains("Range")
                && AcceptedEncodings.includeGzip(request.headers().getAll("Accept-Encoding"));
    }

    private Future<Buffer> file(String path) {
        return files.computeIfAbsent(path, unused -> vertx.executeBlocking(() -> compress(path), false));
    }

    private static Buffer compress(String path) throws IOException {
        String resource = "META-INF/resources" + path;
        try (InputStream file = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            if (file == null) {
                LOG.debugf("No bundled file has the name %s", path);
                throw new IOException("not bundled");
            }
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new SmallestGzip(compressed)) {
                file.transferTo(gzip);
            }
            return Buffer.buffer(compressed.toByteArray());
        }
    }

    private static final class SmallestGzip extends GZIPOutputStream {

        SmallestGzip(ByteArrayOutputStream target) throws IOException {
            super(target);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
