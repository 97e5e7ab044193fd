package dev.runnel.front.aisdk;

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
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** What one client's {@code WebSocketChatTransport} says and is told: many requests at once, each with its own answers. */
final class AiSdkDialogue implements SocketDialogue {

    private static final Logger LOG = Logger.getLogger(AiSdkDialogue.class);
    private static final long BEFORE_THE_FIRST = -1;

    /** One request; its reply is known a little later. */
    private static final class Request {
        private final Lane lane;
        private Optional<ReplyId> reply = Optional.empty();
        private boolean aborted;

        Request(Lane lane) {
            this.lane = lane;
        }
    }

    private final ClientSocket socket;
    private final ReplyService replies;
    private final AiSdkReplies chats;
    private final StrictJson json;
    private final HttpConfig config;
    private final UserId user;
    private final Map<String, Request> requests = new HashMap<>();
    /** Bounded by the frames that a socket may send in a minute. */
    private final Deque<AiSdkMessage> waiting = new ArrayDeque<>();

    private boolean checking;
    private Optional<String> token = Optional.empty();

    AiSdkDialogue(ClientSocket socket, ReplyService replies, AiSdkReplies chats, StrictJson json, HttpConfig config) {
        this.socket = socket;
        this.replies = replies;
        this.chats = chats;
        this.json = json;
        this.config = config;
        this.user = socket.user().orElseThrow();
    }

    @Override
    public void heard(String text) {
        try {
            AiSdkMessage message = json.read(text, AiSdkMessage.class);
            if (message == null || message.type() == null || message.requestId() == null) {
                throw Failure.of(FailureCode.INVALID_JSON).asException();
            }
            waiting.add(message);
        } catch (FailureException e) {
            // The client takes an answer without the name of its request for a broken connection.
            json.find("requestId", text).ifPresentOrElse(id -> refuse(id, e), () -> socket.refusal(e));
        }
        work();
    }

    /** A token that is new is checked first, as the handshake's may have expired. What comes meanwhile keeps its order. */
    private void work() {
        while (!checking && !waiting.isEmpty()) {
            AiSdkMessage message = waiting.poll();
            if (message.token().isEmpty() || message.token().equals(token)) {
                answer(message);
            } else {
                checking = true;
                token = message.token();
                socket.renew(token.get(), unused -> {
                    checking = false;
                    answer(message);
                    work();
                });
            }
        }
    }

    private void answer(AiSdkMessage message) {
        try {
            switch (message.type()) {
                case "send" -> send(message);
                case "resume" -> resume(message);
                case "abort" -> abort(message.requestId());
                default ->
                    throw Failure.of(FailureCode.REQUEST_INVALID, "This type of message is unknown.")
                            .asException();
            }
        } catch (FailureException e) {
            refuse(message.requestId(), e);
        }
    }

    private void send(AiSdkMessage message) {
        Question question = AiSdkRequest.toQuestion(user.value(), message.request(), null, socket.address(), config);
        begin(
                message.requestId(),
                BEFORE_THE_FIRST,
                // All of it, also of one that ran already: its parts are numbered from the first one.
                Uni.createFrom().deferred(() -> replies.start(question)).map(started -> Optional.of(started.reply())),
                reply -> replies.follow(user, reply, BEFORE_THE_FIRST));
    }

    private void resume(AiSdkMessage message) {
        SessionId chat = new SessionId(message.id());
        begin(
                message.requestId(),
                message.seen(),
                Uni.createFrom()
                        .deferred(
                                () -> chats.toResume(user, chat, message.brokenOff(), message.lastSequence() != null)),
                reply -> replies.resume(user, reply, BEFORE_THE_FIRST));
    }

    private void begin(
            String id, long seen, Uni<Optional<ReplyId>> wanted, Function<ReplyId, Multi<SequencedEvent>> events) {
        if (requests.containsKey(id)) {
            throw Failure.of(FailureCode.REQUEST_INVALID, "This requestId is in use.")
                    .asException();
        }
        Request request = new Request(socket.open());
        requests.put(id, request);
        wanted.emitOn(socket)
                .subscribe()
                .with(
                        found -> found.ifPresentOrElse(
                                reply -> show(id, request, seen, reply, events), () -> none(id, request)),
                        thrown -> {
                            forget(id, request);
                            refuse(id, thrown);
                        });
    }

    private void none(String id, Request request) {
        forget(id, request);
        socket.send(AiSdkSocketFrames.noActive(id));
    }

    private void show(
            String id, Request request, long seen, ReplyId reply, Function<ReplyId, Multi<SequencedEvent>> events) {
        request.reply = Optional.of(reply);
        if (request.aborted) {
            stop(reply);
            return;
        }
        socket.send(AiSdkSocketFrames.start(id));
        AiSdkSocketFrames frames = new AiSdkSocketFrames(id, seen);
        Multi<SequencedEvent> log = Multi.createFrom().deferred(() -> events.apply(reply));
        request.lane.follow(AiSdkFrames.of(reply, Interrupted.unlessEnded(log)).map(frames::of), failure -> {
            requests.remove(id, request);
            failure.ifPresentOrElse(
                    thrown -> refuse(id, isRefusal(thrown) ? thrown : cut()),
                    () -> socket.send(AiSdkSocketFrames.end(id)));
        });
    }

    private static boolean isRefusal(Throwable thrown) {
        return thrown instanceof FailureException;
    }

    /** The client may resume it. */
    private static FailureException cut() {
        return Failure.of(FailureCode.REPLY_UNREACHABLE).asException();
    }

    private void abort(String id) {
        Request request = requests.get(id);
        if (request != null) {
            request.aborted = true;
            forget(id, request);
            request.reply.ifPresent(this::stop);
        }
    }

    /** The client listens no more: whether it worked, a viewer sees who comes back. */
    private void stop(ReplyId reply) {
        replies.stop(user, reply).subscribe().with(unused -> {}, thrown -> LOG.debugf("not stopped: %s", thrown));
    }

    private void forget(String id, Request request) {
        requests.remove(id, request);
        request.lane.leave();
    }

    private void refuse(String id, Throwable thrown) {
        socket.send(AiSdkSocketFrames.error(id, socket.refusal(thrown)));
    }
}
