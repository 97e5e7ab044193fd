package dev.runnel.front.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.UserId;
import dev.runnel.http.EventStreamData;
import dev.runnel.http.socket.ClientSocket;
import dev.runnel.http.socket.Interrupted;
import dev.runnel.http.socket.Lane;
import dev.runnel.http.socket.SocketDialogue;
import dev.runnel.reply.Question;
import dev.runnel.reply.Started;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What one client says and is told: one response at a time in each of its conversations. */
final class ResponsesDialogue implements SocketDialogue {

    private static final Logger LOG = Logger.getLogger(ResponsesDialogue.class);
    private static final long BEFORE_THE_FIRST = -1;

    /** The response that one conversation waits for. */
    private static final class Turn {
        private final Lane lane;
        private Optional<Shown> shown = Optional.empty();
        private boolean cancelled;

        Turn(Lane lane) {
            this.lane = lane;
        }
    }

    private record Shown(UserId user, ReplyId reply, ResponseObject response) {}

    private final ClientSocket socket;
    private final ResponsesSocket language;
    private final Map<StreamId, Turn> turns = new HashMap<>();
    private final UnstoredResponses unstored = new UnstoredResponses();

    ResponsesDialogue(ClientSocket socket, ResponsesSocket language) {
        this.socket = socket;
        this.language = language;
    }

    @Override
    public void heard(String text) {
        StreamId stream = new StreamId("");
        try {
            JsonNode message = language.read(text);
            Fields fields = Fields.of(message);
            stream = StreamId.in(message);
            switch (fields.requiredText("type")) {
                case "response.create" -> create(stream, message, fields);
                case "response.cancel" -> cancel(stream);
                default -> throw fields.invalid("type", "has to be response.create or response.cancel");
            }
        } catch (FailureException e) {
            refuse(stream, e);
        }
    }

    private void create(StreamId stream, JsonNode message, Fields fields) {
        check(stream, fields);
        UserId user = Asker.of(socket.user(), fields.text("user"));
        Turn turn = new Turn(socket.open());
        turns.put(stream, turn);
        Uni.createFrom()
                .deferred(() -> language.request(user, message))
                .emitOn(socket)
                .flatMap(request -> begin(user, request)
                        .emitOn(socket)
                        .onFailure()
                        .invoke(() -> request.previous().ifPresent(unstored::forget)))
                .subscribe()
                .with(shown -> show(stream, turn, shown), thrown -> {
                    forget(stream, turn);
                    refuse(stream, thrown);
                });
    }

    private void check(StreamId stream, Fields fields) {
        if (turns.containsKey(stream)) {
            throw Failure.ofParameter(
                            FailureCode.REQUEST_INVALID, "A response of this stream_id has not ended yet.", "stream_id")
                    .asException();
        }
        if (fields.flag("background")) {
            throw fields.invalid("background", "is not possible over a socket");
        }
        if (!fields.truth("generate").orElse(true)) {
            throw fields.invalid("generate", "has to be true: nothing has to be warmed up here");
        }
    }

    private Uni<Shown> begin(UserId user, ResponsesRequest request) {
        return before(user, request.previous()).flatMap(before -> Uni.createFrom()
                .deferred(() -> {
                    ToolResults.check(before.messages(), request.input());
                    Question question =
                            request.toQuestion(user, before.session(), before.messages(), null, socket.address());
                    return language.replies()
                            .start(question)
                            .map(Started::reply)
                            .map(reply -> {
                                unstored.begin(reply, request, question);
                                return new Shown(user, reply, KnownResponses.object(question, reply));
                            });
                })
                .onFailure()
                .call(() -> language.history().takeBack(user, before)));
    }

    private Uni<ResponseHistory.Before> before(UserId user, Optional<String> previous) {
        return previous.flatMap(unstored::before)
                .map(before -> Uni.createFrom().item(before))
                .orElseGet(() -> language.history().before(user, previous));
    }

    private void show(StreamId stream, Turn turn, Shown shown) {
        turn.shown = Optional.of(shown);
        if (turn.cancelled) {
            stop(shown);
        }
        Multi<SequencedEvent> log = Interrupted.unlessEnded(Multi.createFrom()
                .deferred(() -> language.replies().follow(shown.user(), shown.reply(), BEFORE_THE_FIRST)));
        ResponseEvents events = new ResponseEvents(shown.response(), BEFORE_THE_FIRST);
        turn.lane.follow(
                ResponseFrames.of(events, log.invoke(event -> unstored.add(shown.reply(), event)))
                        .map(frames -> messages(stream, frames)),
                failure -> {
                    turns.remove(stream, turn);
                    unstored.end(shown.response().id().toString(), shown.reply());
                    failure.ifPresent(thrown -> refuse(stream, orCut(thrown)));
                });
    }

    private static List<String> messages(StreamId stream, String frames) {
        List<String> messages = new ArrayList<>(1);
        EventStreamData.forEach(frames, data -> messages.add(stream.message(data)));
        return messages;
    }

    /** The client did not read; the response can be retrieved. */
    private static Throwable orCut(Throwable thrown) {
        return thrown instanceof FailureException
                ? thrown
                : Failure.of(FailureCode.REPLY_UNREACHABLE).asException();
    }

    /** Over HTTP this has an address of its own; what is shown goes on to its end, which comes at once. */
    private void cancel(StreamId stream) {
        Turn turn = turns.get(stream);
        if (turn == null) {
            throw Failure.of(FailureCode.REPLY_UNKNOWN).asException();
        }
        turn.cancelled = true;
        turn.shown.ifPresent(this::stop);
    }

    private void stop(Shown shown) {
        language.replies()
                .stop(shown.user(), shown.reply())
                .subscribe()
                .with(unused -> {}, thrown -> LOG.debugf("not stopped: %s", thrown));
    }

    private void forget(StreamId stream, Turn turn) {
        turns.remove(stream, turn);
        turn.lane.leave();
    }

    private void refuse(StreamId stream, Throwable thrown) {
        socket.send(stream.error(socket.refusal(thrown)));
    }
}
