package dev.runnel.ops;

import dev.runnel.http.socket.Sockets;
import dev.runnel.reply.ReplyDrain;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * Begins to drain when the process is told to stop. The framework then reports not ready, waits for the delay that a
 * load balancer needs to notice, and closes the server when the last request has ended or its own time is up.
 */
@ApplicationScoped
class Drain {

    private static final Logger LOG = Logger.getLogger(Drain.class);

    private final ReplyDrain replies;
    private final Sockets sockets;
    private final OpsConfig config;

    Drain(ReplyDrain replies, Sockets sockets, OpsConfig config) {
        this.replies = replies;
        this.sockets = sockets;
        this.config = config;
    }

    void begin(@Observes ShutdownDelayInitiatedEvent told) {
        sockets.leave();
        replies.drain(config.drainTimeout())
                .subscribe()
                .with(
                        unused -> LOG.info("Drained: no reply is running any more"),
                        thrown -> LOG.warn("Draining failed; running replies are cut off", thrown));
    }
}
