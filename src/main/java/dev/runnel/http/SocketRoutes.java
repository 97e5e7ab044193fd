package dev.runnel.http;

import dev.runnel.ClientAddress;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.UserId;
import dev.runnel.http.auth.SocketOwnership;
import dev.runnel.http.auth.Visitor;
import dev.runnel.http.deflate.PerMessageDeflate;
import dev.runnel.http.socket.Handshake;
import dev.runnel.http.socket.SocketLanguage;
import dev.runnel.http.socket.Sockets;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.Channel;
import io.quarkus.arc.All;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/**
 * Makes sockets of connections, at the addresses of all languages. Users are refused here as requests are, with a status
 * and a body, before there is a socket.
 */
@Singleton
class SocketRoutes {

    private static final Logger LOG = Logger.getLogger(SocketRoutes.class);
    private static final String USER = "user_id";
    /** No script, and no library, can set it (Fetch Metadata). */
    private static final String BROWSERS_ALONE = "Sec-Fetch-Mode";

    private static final int UPGRADE_REQUIRED = 426;
    /** Until another process is told, or a socket closes. */
    private static final Duration WAIT = Duration.ofSeconds(2);

    private final List<SocketLanguage> languages;
    private final SocketOwnership owners;
    private final Sockets sockets;
    private final HttpConfig config;
    private final UnaryOperator<String> padding;
    private final boolean compression;
    private final CompressedBytes bytes;
    private final Refusals refusals;

    SocketRoutes(
            @All List<SocketLanguage> languages,
            SocketOwnership owners,
            Sockets sockets,
            HttpConfig config,
            StreamConfig streams,
            MeterRegistry metrics,
            Refusals refusals) {
        this.languages = languages;
        this.owners = owners;
        this.sockets = sockets;
        this.config = config;
        this.padding = streams.padding() ? Padding::pad : UnaryOperator.identity();
        // Compression would remove the blanks.
        this.compression = sockets.mayCompress() && !streams.padding();
        this.bytes = new CompressedBytes(
                metrics, "runnel.socket.compression", "Bytes of messages on compressed sockets, before and after");
        this.refusals = refusals;
    }

    static int maxBytes(HttpConfig config) {
        return Math.toIntExact(config.maxBodySize().asLongValue());
    }

    void register(@Observes Router router) {
        for (SocketLanguage language : languages) {
            router.get(language.path().replace("{" + USER + "}", ":" + USER))
                    .handler(context -> answer(language, context));
        }
    }

    private void answer(SocketLanguage language, RoutingContext context) {
        HttpServerRequest request = context.request();
        if (SocketRequest.isOne(request) && SocketRequest.isOfKnownVersion(request)) {
            open(language, context);
        } else if (!SocketRequest.isOne(request)
                && refusals.methodsAt(request.path()).isPresent()) {
            // Something else is at this address, too.
            context.next();
        } else {
            context.response()
                    .putHeader("Upgrade", "websocket")
                    .putHeader("Connection", "Upgrade")
                    .putHeader("Sec-WebSocket-Version", SocketRequest.VERSION);
            PlainRefusal.send(
                    refusals,
                    context,
                    Failure.of(FailureCode.REQUEST_INVALID, "This address understands WebSocket alone."),
                    UPGRADE_REQUIRED);
        }
    }

    private void open(SocketLanguage language, RoutingContext context) {
        HttpServerRequest request = context.request();
        Context loop = Vertx.currentContext();
        try {
            SocketRequest.check(request);
            if (sockets.isLeaving()) {
                throw Failure.retryAfter(FailureCode.SHUTTING_DOWN, WAIT).asException();
            }
            Optional<UserId> owner =
                    Optional.ofNullable(context.pathParam(USER)).map(UserId::new);
            request.pause();
            owners.letIn(SocketRequest.authorization(request), owner)
                    .emitOn(task -> loop.runOnContext(unused -> task.run()))
                    .subscribe()
                    .with(visitor -> open(language, visitor, context), thrown -> refuse(context, thrown));
        } catch (FailureException e) {
            refuse(context, e);
        }
    }

    private void open(SocketLanguage language, Visitor visitor, RoutingContext context) {
        if (!sockets.hasRoomFor(visitor.user())) {
            Failure full = new Failure(
                    FailureCode.TOO_MANY_REPLIES,
                    "You have too many connections open at once. Please close some of them.",
                    Optional.of(WAIT));
            refuse(context, full.asException());
            return;
        }
        HttpServerRequest request = context.request();
        ClientAddress address = new ClientAddress(request.remoteAddress().hostAddress());
        Channel connection = ((ConnectionBase) request.connection()).channel();
        UpgradedRequest.doneWith(request, connection);
        Optional<PerMessageDeflate> deflate = deflate(request);
        deflate.ifPresent(agreed -> request.response().putHeader(PerMessageDeflate.HEADER, agreed.answer()));
        request.toWebSocket()
                .onSuccess(socket -> {
                    deflate.ifPresent(agreed -> agreed.addTo(connection.pipeline(), maxBytes(config), bytes));
                    begin(socket, connection, language, visitor, address);
                })
                .onFailure(broken -> LOG.debugf("No socket was made: %s", broken.toString()));
        request.resume();
    }

    private Optional<PerMessageDeflate> deflate(HttpServerRequest request) {
        return compression
                ? PerMessageDeflate.accept(
                        request.headers().getAll(PerMessageDeflate.HEADER),
                        request.headers().contains(BROWSERS_ALONE))
                : Optional.empty();
    }

    private void begin(
            ServerWebSocket socket,
            Channel connection,
            SocketLanguage language,
            Visitor visitor,
            ClientAddress address) {
        if (connection.pipeline().get(HeadDeadline.class) != null) {
            // What follows are no requests.
            connection.pipeline().remove(HeadDeadline.class);
        }
        sockets.open(new Handshake(socket, connection, language, visitor, address, maxBytes(config), padding));
    }

    private void refuse(RoutingContext context, Throwable thrown) {
        Failure failure = FailureException.of(thrown);
        if (failure.code() == FailureCode.INTERNAL_ERROR) {
            LOG.error("A socket could not be opened because of a bug in this service. Please report this", thrown);
        }
        if (failure.code() == FailureCode.UNAUTHENTICATED) {
            context.response().putHeader("WWW-Authenticate", "Bearer");
        }
        context.request().resume();
        PlainRefusal.send(refusals, context, failure);
    }
}
