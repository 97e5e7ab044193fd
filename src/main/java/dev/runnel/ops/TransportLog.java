package dev.runnel.ops;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Tells operators if Linux's epoll transport is configured but not used. In a native image it never is, and Vert.x
 * falls back to Java's transport without a message.
 */
@Singleton
final class TransportLog {

    private static final Logger LOG = Logger.getLogger(TransportLog.class);

    void tell(
            @Observes StartupEvent started,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.vertx.prefer-native-transport") boolean preferred) {
        if (preferred && !vertx.isNativeTransportEnabled()) {
            LOG.info("Sockets are served by Java's transport, because Linux's (epoll) is not available here. "
                    + "Each token costs more CPU; nothing else changes.");
        }
    }
}
