package dev.runnel.http.socket;

import dev.runnel.UserId;
import dev.runnel.http.auth.SocketOwnership;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The sockets that are open in this process. */
@Singleton
public class Sockets {

    private final SocketConfig config;
    private final SocketOwnership owners;
    private final SocketMetrics metrics;
    private final Set<OpenSocket> open = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<UserId, Integer> perUser = new ConcurrentHashMap<>();
    private volatile boolean leaving;

    Sockets(SocketConfig config, SocketOwnership owners, MeterRegistry registry) {
        this.config = config;
        this.owners = owners;
        this.metrics = new SocketMetrics(registry);
    }

    /** Whether this user may open one more; everybody may who is named by nothing. */
    public boolean hasRoomFor(Optional<UserId> user) {
        return user.map(named -> perUser.getOrDefault(named, 0) < config.perUser())
                .orElse(true);
    }

    /** Whether messages may be compressed. */
    public boolean mayCompress() {
        return config.compression();
    }

    /** Whether {@link #leave} was called: a socket that is opened now would be closed at once. */
    public boolean isLeaving() {
        return leaving;
    }

    /** Begins to serve a client, on its connection's event loop. */
    public void open(Handshake handshake) {
        OpenSocket socket = new OpenSocket(this, handshake);
        open.add(socket);
        handshake.visitor().user().ifPresent(user -> perUser.merge(user, 1, Integer::sum));
        metrics.opened();
        if (leaving) {
            socket.goElsewhere();
        }
    }

    void left(OpenSocket socket, int code, int most) {
        if (open.remove(socket)) {
            socket.user()
                    .ifPresent(
                            user -> perUser.computeIfPresent(user, (unused, count) -> count == 1 ? null : count - 1));
            metrics.closed(code, most);
        }
    }

    /** Tells all clients to go to another process: those that wait for nothing at once, others after their replies. */
    public void leave() {
        leaving = true;
        open.forEach(socket -> socket.execute(socket::goElsewhere));
    }

    SocketConfig config() {
        return config;
    }

    SocketOwnership owners() {
        return owners;
    }

    SocketMetrics metrics() {
        return metrics;
    }
}
