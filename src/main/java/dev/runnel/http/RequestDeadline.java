package dev.runnel.http;

import io.netty.channel.Channel;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection whose request does not arrive in time. The server's own timeouts restart with every byte, and its
 * handlers see a connection only after a complete head. So each connection gets a {@link HeadDeadline} from the channel
 * that accepts it. That channel is found through the first request, which the process sends to itself (see {@link
 * FirstRequest}).
 */
@Singleton
class RequestDeadline implements HttpServerOptionsCustomizer {

    /** Runs before every other filter, so that their work does not count. */
    private static final int PRIORITY = 2000;

    private final HttpConfig config;
    private final ConnectionConfig connections;
    private final Refusals refusals;
    private volatile HttpServerOptions options = new HttpServerOptions();

    RequestDeadline(HttpConfig config, ConnectionConfig connections, Refusals refusals) {
        this.config = config;
        this.connections = connections;
        this.refusals = refusals;
    }

    /** The options for the server's decoder. */
    @Override
    public void customizeHttpServer(HttpServerOptions chosen) {
        options = chosen;
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions chosen) {
        options = chosen;
    }

    void register(@Observes Filters filters) {
        filters.register(this::arrived, PRIORITY);
    }

    private void arrived(RoutingContext context) {
        HttpServerRequest request = context.request();
        Channel connection = ((ConnectionBase) request.connection()).channel();
        watchNewConnections(connection.parent());
        HeadDeadline head = connection.pipeline().get(HeadDeadline.class);
        if (head != null) {
            if (request.version() == HttpVersion.HTTP_2) {
                head.overlap();
            }
            head.arrived();
            context.addEndHandler(done -> head.answered(context.response().getStatusCode()));
        }
        if (hasBody(request)) {
            limitBody(context, connection);
        }
        context.next();
    }

    private void watchNewConnections(Channel server) {
        if (server != null && server.pipeline().get(Acceptor.class) == null) {
            addAcceptor(server);
        }
    }

    /**
     * Synchronized, because two first requests may come at once: a second acceptor's deadlines would never be stopped.
     */
    private synchronized void addAcceptor(Channel server) {
        if (server.pipeline().get(Acceptor.class) == null) {
            server.pipeline()
                    .addFirst(new Acceptor(
                            config.receiveTimeout(),
                            connections.maxPerAddress(),
                            new StrictParsing(options, refusals)));
        }
    }

    /**
     * Ends a request whose body does not arrive in time. Once the service answers, the rest of the body no longer
     * matters. On HTTP/1.1 this closes the connection; on HTTP/2 only the request is ended, because others share the
     * connection.
     */
    private void limitBody(RoutingContext context, Channel connection) {
        Future<?> deadline = after(
                config.receiveTimeout(), connection, () -> context.response().reset());
        context.request().end().onComplete(received -> deadline.cancel(false));
        context.addHeadersEndHandler(answering -> deadline.cancel(false));
        context.addEndHandler(answered -> deadline.cancel(false));
    }

    private static boolean hasBody(HttpServerRequest request) {
        return request.headers().contains("Transfer-Encoding")
                || request.headers().contains("Content-Length");
    }

    private static Future<?> after(Duration timeout, Channel connection, Runnable end) {
        return connection.eventLoop().schedule(end, timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}
