package dev.runnel.http;

import io.netty.channel.Channel;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.http.runtime.filters.QuarkusRequestWrapper;
import io.vertx.core.http.HttpServerRequest;
import java.lang.reflect.Method;
import org.jboss.logging.Logger;

/**
 * A request whose connection becomes a socket. The framework counts requests that are being answered, and waits for them
 * when it stops; of this one it never learns that it is done. To let it count less at once would end sockets before their
 * replies, so it is told when the connection has ended, by the one method that does it, which is not public.
 */
@RegisterForReflection(targets = QuarkusRequestWrapper.class)
final class UpgradedRequest {

    private static final Logger LOG = Logger.getLogger(UpgradedRequest.class);

    private UpgradedRequest() {}

    static void doneWith(HttpServerRequest request, Channel connection) {
        QuarkusRequestWrapper counted = QuarkusRequestWrapper.get(request);
        connection.closeFuture().addListener(closed -> done(counted));
    }

    private static void done(QuarkusRequestWrapper counted) {
        try {
            Method done = QuarkusRequestWrapper.class.getDeclaredMethod("done");
            done.setAccessible(true);
            done.invoke(counted);
        } catch (ReflectiveOperationException e) {
            LOG.warn("This process will take its whole drain time to stop: sockets cannot be told from requests", e);
        }
    }
}
