package dev.runnel.http.socket;

import dev.runnel.ClientAddress;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.UserId;
import io.netty.channel.EventLoop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** One client's socket. Everything but {@link #write} and {@link #execute} happens on its event loop. */
final class OpenSocket implements ClientSocket {

    private static final Logger LOG = Logger.getLogger(OpenSocket.class);
    private static final Duration LEAVING = Duration.ofSeconds(1);
    /** Until a close has left, if it does. */
    private static final long PATIENCE_MS = 1000;

    private final Sockets sockets;
    private final Handshake handshake;
    private final ServerWebSocket socket;
    private final Context context = Vertx.currentContext();
    private final EventLoop loop;
    private final Pulse pulse;
    private final TokenTime token;
    private final SocketDialogue dialogue;
    private final Set<Lane> lanes = new LinkedHashSet<>();
    private final Turns turns;
    private volatile boolean closed;
    private boolean leaving;
    private int most;
    private int code;

    OpenSocket(Sockets sockets, Handshake handshake) {
        this.sockets = sockets;
        this.handshake = handshake;
        this.socket = handshake.socket();
        this.loop = handshake.connection().eventLoop();
        this.turns = new Turns(socket, loop);
        SocketConfig config = sockets.config();
        Vertx vertx = context.owner();
        pulse = new Pulse(vertx, socket, config.pingInterval(), this::giveUp);
        token = new TokenTime(vertx, config.tokenGrace(), this::closeIfIdle, () -> close(CloseCode.EXPIRED));
        token.until(handshake.visitor().until());
        dialogue = handshake.language().begin(this);
        MessageReader reader = new MessageReader(handshake.maxBytes(), this::heard, this::close);
        FrameGuard.addTo(handshake.connection().pipeline(), config.frames(), pulse::heard, this::closeUnheard);
        socket.frameHandler(reader::add)
                .exceptionHandler(thrown -> LOG.debugf("A socket broke: %s", thrown.toString()))
                .closeHandler(unused -> ended());
    }

    @Override
    public Optional<UserId> user() {
        return handshake.visitor().user();
    }

    @Override
    public ClientAddress address() {
        return handshake.address();
    }

    @Override
    public Lane open() {
        if (token.isExpired()) {
            throw Failure.of(FailureCode.UNAUTHENTICATED).asException();
        }
        if (leaving) {
            throw Failure.retryAfter(FailureCode.SHUTTING_DOWN, LEAVING).asException();
        }
        if (lanes.size() >= sockets.config().replies()) {
            throw Failure.of(FailureCode.TOO_MANY_REPLIES).asException();
        }
        Lane lane = new Lane(this);
        lanes.add(lane);
        most = Math.max(most, lanes.size());
        sockets.metrics().replyOpened();
        return lane;
    }

    void freed(Lane lane) {
        if (lanes.remove(lane)) {
            turns.remove(lane);
            sockets.metrics().replyClosed();
            closeIfIdle();
        }
    }

    @Override
    public void send(String message) {
        write(List.of(message), () -> {});
    }

    @Override
    public Failure refusal(Throwable thrown) {
        if (!(thrown instanceof FailureException)) {
            logBug(thrown);
        }
        Failure failure = FailureException.of(thrown);
        sockets.metrics().refused(failure.code());
        return failure;
    }

    private static void logBug(Throwable thrown) {
        LOG.error("A message on a socket failed because of a bug in this service. Please report this", thrown);
    }

    /** Writes in this order, from any thread; {@code left} is run on the event loop when the last one has left. */
    void write(List<String> messages, Runnable left) {
        if (closed) {
            return;
        }
        Future<Void> last = Future.succeededFuture();
        for (String message : messages) {
            last = socket.writeTextMessage(handshake.padding().apply(message));
        }
        last.onSuccess(unused -> execute(() -> {
            pulse.read();
            left.run();
        }));
    }

    void wantsMore(Lane lane) {
        turns.add(lane);
    }

    @Override
    public void renew(String renewed, Consumer<Boolean> answer) {
        sockets.owners()
                .letIn("Bearer " + renewed, user())
                .emitOn(this)
                .subscribe()
                .with(
                        visitor -> {
                            boolean same = visitor.user().equals(user());
                            if (same && !closed) {
                                token.until(visitor.until());
                            }
                            answer.accept(same);
                        },
                        refused -> answer.accept(false));
    }

    private void heard(String message) {
        if (closed) {
            return;
        }
        try {
            dialogue.heard(message);
        } catch (RuntimeException e) {
            logBug(e);
            close(CloseCode.BUG);
        }
    }

    /** Shows what it shows to the end, and nothing new. */
    void goElsewhere() {
        leaving = true;
        if (!closed && !lanes.isEmpty()) {
            dialogue.leaving();
        }
        closeIfIdle();
    }

    private void closeIfIdle() {
        if (lanes.isEmpty() && leaving) {
            close(CloseCode.ELSEWHERE);
        } else if (lanes.isEmpty() && token.isExpired()) {
            close(CloseCode.EXPIRED);
        }
    }

    void close(CloseCode why) {
        if (!closed) {
            closed = true;
            code = why.number();
            pulse.stop();
            turns.end();
            socket.close((short) why.number(), why.reason());
        }
    }

    private void giveUp() {
        closeUnheard(CloseCode.SILENT);
    }

    /** The client's answer is not waited for: nothing is read of it any more, or nothing comes. */
    private void closeUnheard(CloseCode why) {
        close(why);
        loop.schedule(() -> handshake.connection().close(), PATIENCE_MS, TimeUnit.MILLISECONDS);
    }

    private void ended() {
        closed = true;
        pulse.stop();
        turns.end();
        token.stop();
        List.copyOf(lanes).forEach(Lane::leave);
        Short said = socket.closeStatusCode();
        int known = said == null ? SocketMetrics.NO_CODE : said;
        sockets.left(this, code == 0 ? known : code, most);
    }

    @Override
    public void execute(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            context.runOnContext(unused -> task.run());
        }
    }
}
