package dev.runnel.http;

import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Sends the frames of a {@code text/event-stream}, on its connection's event loop; see {@link EventStreamSubscriber}.
 */
@Provider
@Produces(MediaType.SERVER_SENT_EVENTS)
final class EventStreamWriter implements ServerMessageBodyWriter<Multi<String>> {

    /**
     * {@code no-transform} keeps proxies such as Node.js's {@code compression()} from compressing, which delays events.
     */
    static final String CACHING = "no-cache, no-transform";

    private final Instance<FrameEncodings> encodings;

    /** @param encodings not the bean itself: writers are made before the configuration can be read */
    EventStreamWriter(Instance<FrameEncodings> encodings) {
        this.encodings = encodings;
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, ResteasyReactiveResourceInfo target, MediaType media) {
        return Multi.class.isAssignableFrom(type);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return Multi.class.isAssignableFrom(type);
    }

    @Override
    public void writeResponse(Multi<String> frames, Type generic, ServerRequestContext context) {
        ResteasyReactiveRequestContext request = (ResteasyReactiveRequestContext) context;
        request.suspend();
        HttpServerRequest http = request.unwrap(HttpServerRequest.class);
        prepare(request.serverResponse(), http.version());
        frames.subscribe()
                .withSubscriber(
                        new EventStreamSubscriber(request, encodings.get().choose(http)));
    }

    /**
     * Sets the content type and the headers that keep known proxies from buffering. The content type has no charset,
     * which the framework would add, because some clients compare the whole value.
     */
    private static void prepare(ServerHttpResponse response, HttpVersion version) {
        response.setPreCommitListener(null);
        response.setChunked(true);
        response.setResponseHeader("Content-Type", MediaType.SERVER_SENT_EVENTS);
        response.setResponseHeader("Cache-Control", CACHING);
        response.setResponseHeader("X-Accel-Buffering", "no");
        if (version != HttpVersion.HTTP_2) {
            response.setResponseHeader("Connection", "keep-alive");
        }
    }

    @Override
    public void writeTo(
            Multi<String> frames,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream output) {
        throw new UnsupportedOperationException("an event stream is written as it comes, not as a whole");
    }
}
