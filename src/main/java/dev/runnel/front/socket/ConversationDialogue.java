package dev.runnel.front.socket;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.http.HttpConfig;
import dev.runnel.http.StrictJson;
import dev.runnel.http.socket.ClientSocket;
import dev.runnel.http.socket.Interrupted;
import dev.runnel.http.socket.Lane;
import dev.runnel.http.socket.SocketDialogue;
import dev.runnel.reply.Question;
import dev.runnel.reply.ReplyService;
import dev.runnel.reply.Started;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What one client says and is told. Several replies are shown at once, each at most once. */
final class ConversationDialogue implements SocketDialogue {

    private final ClientSocket socket;
    private final ReplyService replies;
    private final StrictJson json;
    private final HttpConfig config;
    private final UserId user;
    private final Map<ReplyId, Lane> shown = new HashMap<>();

    ConversationDialogue(ClientSocket socket, ReplyService replies, StrictJson json, HttpConfig config) {
        this.socket = socket;
        this.replies = replies;
        this.json = json;
        this.config = config;
        this.user = socket.user().orElseThrow();
    }

    @Override
    public void heard(String text) {
        try {
            ClientMessage message = json.read(text, ClientMessage.class);
            if (message == null || message.type() == null) {
                throw Failure.of(FailureCode.INVALID_JSON).asException();
            }
            answer(message);
        } catch (FailureException e) {
            refuse(json.find("id", text).orElse(null), null, e);
        }
    }

    private void answer(ClientMessage message) {
        switch (message.type()) {
            case "ask" -> ask(message);
            case "resume" -> resume(message);
            case "leave" -> leave(message);
            case "stop" -> stop(message);
            case "token" -> renew(message);
            default ->
                throw Failure.of(FailureCode.REQUEST_INVALID, "This type of message is unknown.")
                        .asException();
        }
    }

    private void ask(ClientMessage message) {
        Question question = message.toQuestion(user, socket.address(), config);
        Lane lane = socket.open();
        Uni.createFrom()
                .deferred(() -> replies.start(question))
                .emitOn(socket)
                .subscribe()
                .with(started -> answer(message, lane, started), thrown -> refuse(message.id(), lane, thrown));
    }

    private void answer(ClientMessage message, Lane lane, Started started) {
        ReplyId reply = started.reply();
        long seen = Math.max(message.seen(), started.after());
        if (seen > message.seen() && shown.containsKey(reply)) {
            // It has taken the message in, and the client sees it already: it must not miss what is on its way.
            lane.leave();
            socket.send(SocketFrames.showing(message.id(), reply, seen));
            return;
        }
        show(message.id(), lane, reply, seen, () -> replies.follow(user, reply, seen));
    }

    private void resume(ClientMessage message) {
        Lane lane = socket.open();
        Uni.createFrom()
                .deferred(() -> wanted(message))
                .emitOn(socket)
                .subscribe()
                .with(
                        found -> found.ifPresentOrElse(
                                reply -> show(
                                        message.id(),
                                        lane,
                                        reply,
                                        message.seen(),
                                        () -> replies.resume(user, reply, message.seen())),
                                () -> {
                                    lane.leave();
                                    socket.send(SocketFrames.nothing(message.id()));
                                }),
                        thrown -> refuse(message.id(), lane, thrown));
    }

    /** Empty if there is nothing to show. */
    private Uni<Optional<ReplyId>> wanted(ClientMessage message) {
        if (message.replyId() == null && message.sessionId() != null) {
            return replies.findRunning(user, new SessionId(message.sessionId()));
        }
        ReplyId reply = message.reply();
        return replies.isReadUpTo(user, reply, message.seen())
                .map(read -> read ? Optional.empty() : Optional.of(reply));
    }

    private void show(String id, Lane lane, ReplyId reply, long after, Supplier<Multi<SequencedEvent>> events) {
        Lane before = shown.put(reply, lane);
        if (before != null) {
            before.leave();
        }
        socket.send(SocketFrames.showing(id, reply));
        AtomicLong seen = new AtomicLong(after);
        lane.follow(
                Interrupted.unlessEnded(Multi.createFrom().deferred(() -> events.get()))
                        .map(event -> {
                            seen.lazySet(event.seq());
                            return List.of(SocketFrames.event(reply, event));
                        }),
                failure -> {
                    shown.remove(reply, lane);
                    failure.ifPresent(thrown -> socket.send(
                            thrown instanceof FailureException known
                                    ? SocketFrames.refused(null, reply, known.failure())
                                    : SocketFrames.cut(reply, seen.get())));
                });
    }

    private void leave(ClientMessage message) {
        Lane lane = shown.remove(message.reply());
        if (lane != null) {
            lane.leave();
        }
        if (message.id() != null) {
            socket.send(SocketFrames.done(message.id()));
        }
    }

    private void stop(ClientMessage message) {
        ReplyId reply = message.reply();
        replies.stop(user, reply)
                .emitOn(socket)
                .subscribe()
                .with(
                        stopped -> socket.send(SocketFrames.done(message.id())),
                        thrown -> refuse(message.id(), null, thrown));
    }

    private void renew(ClientMessage message) {
        if (message.token() == null) {
            throw Failure.of(FailureCode.REQUEST_INVALID, "token is missing.").asException();
        }
        socket.renew(
                message.token(),
                good -> socket.send(
                        good
                                ? SocketFrames.done(message.id())
                                : SocketFrames.refused(message.id(), null, Failure.of(FailureCode.UNAUTHENTICATED))));
    }

    @Override
    public void leaving() {
        socket.send(SocketFrames.leaving());
    }

    /** @param lane the place that is not needed; null if none was taken */
    private void refuse(String id, Lane lane, Throwable thrown) {
        if (lane != null) {
            lane.leave();
        }
        socket.send(SocketFrames.refused(id, null, socket.refusal(thrown)));
    }
}
