package dev.runnel.front.openai;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.GivenMessage;
import dev.runnel.Message;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.reply.Continuation;
import dev.runnel.reply.History;
import dev.runnel.reply.HistoryService;
import dev.runnel.reply.KnownReply;
import dev.runnel.reply.ReplyService;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the messages before a new response. The session has their texts. Tool calls, tool results and images are only
 * known as long as the log of their reply is kept.
 */
final class ResponseHistory {

    /**
     * The conversation before a new response.
     *
     * @param session the session of the next turn
     * @param isNew whether the session was created for that turn
     * @param messages the oldest first
     */
    record Before(SessionId session, boolean isNew, List<GivenMessage> messages) {}

    private record Said(ReplyId reply, String asked, String answered) {}

    private final HistoryService histories;
    private final ReplyService replies;

    ResponseHistory(HistoryService histories, ReplyService replies) {
        this.histories = histories;
        this.replies = replies;
    }

    /**
     * The conversation up to the response {@code previous}. Fails with {@code REPLY_UNKNOWN} if there is no such
     * response or its turn was not stored, and with {@code REQUEST_INVALID} if it still runs.
     *
     * @param previous empty to begin a new conversation
     */
    Uni<Before> before(UserId user, Optional<String> previous) {
        return found(user, previous, id -> histories.continuing(user, id.session(), id.reply()));
    }

    /** The same for who adds no turn. Fails as {@link #before} does. */
    Uni<List<GivenMessage>> upTo(UserId user, Optional<String> previous) {
        return found(user, previous, id -> histories.upTo(user, id.session(), id.reply()))
                .map(Before::messages);
    }

    private Uni<Before> found(
            UserId user, Optional<String> previous, Function<ResponseId, Uni<Continuation>> conversation) {
        if (previous.isEmpty()) {
            return Uni.createFrom().item(new Before(SessionId.random(), false, List.of()));
        }
        return Uni.createFrom()
                .deferred(() -> {
                    ResponseId id = ResponseId.parse(previous.get());
                    return conversation
                            .apply(id)
                            .onFailure(ResponseHistory::isUnknown)
                            .recoverWithUni(unknown -> refuseIfRunning(user, id)
                                    .chain(() -> Uni.createFrom().failure(unknown)));
                })
                .onFailure(ResponseHistory::isUnknown)
                .transform(unknown -> Failure.ofParameter(
                                FailureCode.REPLY_UNKNOWN,
                                FailureCode.REPLY_UNKNOWN.sentence(),
                                ResponsesRequest.PREVIOUS)
                        .asException())
                .flatMap(next -> messages(user, next.notes(), said(next.lines()))
                        .map(messages -> new Before(next.session(), next.isNew(), messages)));
    }

    /** Erases the session that {@link #before} has created, if any, because its turn was refused. */
    Uni<Void> takeBack(UserId user, Before before) {
        return before.isNew()
                ? histories.erase(user, before.session()).onFailure().recoverWithNull()
                : Uni.createFrom().voidItem();
    }

    static boolean isUnknown(Throwable thrown) {
        return thrown instanceof FailureException known
                && (known.failure().code() == FailureCode.REPLY_UNKNOWN
                        || known.failure().code() == FailureCode.SESSION_UNKNOWN);
    }

    private Uni<KnownReply> refuseIfRunning(UserId user, ResponseId id) {
        return replies.look(user, id.reply()).invoke(reply -> {
            if (ResponseState.of(reply.events()).status() == ResponseState.Status.IN_PROGRESS) {
                throw Failure.ofParameter(
                                FailureCode.REQUEST_INVALID,
                                ResponsesRequest.PREVIOUS + " has not ended yet.",
                                ResponsesRequest.PREVIOUS)
                        .asException();
            }
        });
    }

    private static List<Said> said(List<History.Line> lines) {
        Map<ReplyId, Said> turns = new LinkedHashMap<>();
        for (History.Line line : lines) {
            Said before = turns.getOrDefault(line.reply(), new Said(line.reply(), "", ""));
            String text = line.message().text();
            turns.put(
                    line.reply(),
                    line.message().role() == Message.Role.USER
                            ? new Said(line.reply(), text, before.answered())
                            : new Said(line.reply(), before.asked(), text));
        }
        return List.copyOf(turns.values());
    }

    private Uni<List<GivenMessage>> messages(UserId user, String notes, List<Said> turns) {
        List<Uni<Optional<KnownReply>>> logs = turns.subList(firstToLookUp(turns), turns.size()).stream()
                .map(turn -> replies.look(user, turn.reply())
                        .map(Optional::of)
                        .onFailure()
                        .recoverWithItem(Optional.empty()))
                .toList();
        return Uni.join().all(logs).andFailFast().map(known -> {
            List<GivenMessage> messages = new ArrayList<>();
            if (!notes.isEmpty()) {
                messages.add(new GivenMessage.Notes(notes));
            }
            int textOnly = turns.size() - known.size();
            for (int i = 0; i < turns.size(); i++) {
                add(messages, turns.get(i), i < textOnly ? Optional.empty() : known.get(i - textOnly));
            }
            return ToolResults.matched(messages);
        });
    }

    /**
     * The first turn whose log is needed. The last turn may have called tools; and a turn without a question has tool
     * results, so the turn before it has the calls.
     */
    private static int firstToLookUp(List<Said> turns) {
        int first = turns.size() - 1;
        while (first > 0 && turns.get(first).asked().isBlank()) {
            first--;
        }
        return first;
    }

    private static void add(List<GivenMessage> messages, Said turn, Optional<KnownReply> log) {
        log.flatMap(known -> ResponseNote.of(known.note()).input())
                .map(ResponseInput::again)
                .ifPresentOrElse(messages::addAll, () -> {
                    if (!turn.asked().isBlank()) {
                        messages.add(new GivenMessage.Asked(List.of(new GivenMessage.Text(turn.asked()))));
                    }
                });
        GivenMessage.Answered answer = new GivenMessage.Answered(
                turn.answered(),
                log.map(known -> ResponseState.of(known.events()).calls()).orElse(List.of()));
        if (!answer.text().isBlank() || !answer.calls().isEmpty()) {
            messages.add(answer);
        }
    }
}
