package dev.runnel.http;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Refuses a body that is too large: by its {@code Content-Length} before it is read, or without one as soon
 * as it has grown too large. The server's own limit is larger and only a safeguard, because it answers with an empty
 * body.
 */
@Provider
class BodyLimit implements ReaderInterceptor {

    /** Runs before every filter that reads the body. */
    private static final int PRIORITY = 1000;

    /** Looked up late, because interceptors are created at build time, before the configuration is there. */
    private final Instance<HttpConfig> config;

    private final Instance<Refusals> refusals;
    private volatile long maxBytes;

    BodyLimit(Instance<HttpConfig> config, Instance<Refusals> refusals) {
        this.config = config;
        this.refusals = refusals;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        context.setInputStream(new Counted(context.getInputStream(), maxBytes()));
        return context.proceed();
    }

    private void check(RoutingContext context) {
        if (contentLength(context.request()) <= maxBytes()) {
            context.next();
            return;
        }
        PlainRefusal.sendAndLinger(refusals.get(), context, Failure.of(FailureCode.BODY_TOO_LARGE));
    }

    /** Cached, because each lookup would create the whole HTTP configuration again. */
    private long maxBytes() {
        if (maxBytes == 0) {
            maxBytes = config.get().maxBodySize().asLongValue();
        }
        return maxBytes;
    }

    private static long contentLength(HttpServerRequest request) {
        try {
            return Long.parseLong(request.getHeader("Content-Length"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static final class Counted extends FilterInputStream {

        private long left;

        Counted(InputStream in, long left) {
            super(in);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(read);
            return read;
        }

        private void count(int read) {
            left -= Math.max(0, read);
            if (left < 0) {
                throw Failure.of(FailureCode.BODY_TOO_LARGE).asException();
            }
        }
    }
}
