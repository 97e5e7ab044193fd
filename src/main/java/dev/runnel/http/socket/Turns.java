package dev.runnel.http.socket;

import io.netty.channel.EventLoop;
import io.vertx.core.http.ServerWebSocket;
import java.util.ArrayDeque;
import java.util.Deque;

/** Which of a socket's lanes goes on next: all that wait in turn, while the client takes it. On the event loop alone. */
final class Turns {

    private final ServerWebSocket socket;
    private final EventLoop loop;
    private final Deque<Lane> waiting = new ArrayDeque<>();
    private boolean ended;

    Turns(ServerWebSocket socket, EventLoop loop) {
        this.socket = socket;
        this.loop = loop;
    }

    /** Never at once: a lane with much to show would go on for as long as the network takes it. */
    void add(Lane lane) {
        waiting.add(lane);
        if (waiting.size() == 1) {
            loop.execute(this::take);
        }
    }

    void remove(Lane lane) {
        waiting.remove(lane);
    }

    void end() {
        ended = true;
        waiting.clear();
    }

    /** Each lane that waits has one turn. When the socket is full, the rest wait until it has drained. */
    private void take() {
        for (int turns = waiting.size(); turns > 0 && mayGoOn(); turns--) {
            waiting.poll().requestMore();
        }
        if (waiting.isEmpty() || ended) {
            return;
        }
        if (socket.writeQueueFull()) {
            socket.drainHandler(unused -> take());
        } else {
            loop.execute(this::take);
        }
    }

    /** A lane may end, and leave, in its own turn. */
    private boolean mayGoOn() {
        return !ended && !waiting.isEmpty() && !socket.writeQueueFull();
    }
}
