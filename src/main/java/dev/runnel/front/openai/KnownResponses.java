package dev.runnel.front.openai;

import dev.runnel.Message;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.reply.History;
import dev.runnel.reply.HistoryService;
import dev.runnel.reply.KnownReply;
import dev.runnel.reply.Question;
import dev.runnel.reply.ReplyService;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** Finds responses: in the logs of their replies, and when those have expired, in their sessions. */
final class KnownResponses {

    /** A response as it is at one moment. */
    record Known(ResponseObject object, ResponseState state) {

        String json() {
            return object.of(state);
        }
    }

    private final ReplyService replies;
    private final HistoryService histories;

    KnownResponses(ReplyService replies, HistoryService histories) {
        this.replies = replies;
        this.histories = histories;
    }

    /** As it is now; fails with {@code REPLY_UNKNOWN} if this user has no such response. */
    Uni<Known> look(UserId user, ResponseId id) {
        return orKept(user, id, replies.look(user, id.reply()));
    }

    /** The same for who does not know when it was created. */
    Uni<Known> look(UserId user, ReplyId reply, SessionId session) {
        return replies.look(user, reply)
                .map(known -> {
                    if (!known.session().equals(session)) {
                        throw ResponseId.unknown();
                    }
                    return new Known(object(known, reply), ResponseState.of(known.events()));
                })
                .onFailure(ResponseHistory::isUnknown)
                .recoverWithUni(() -> kept(user, new ResponseId(0, reply, session)));
    }

    /** The same if its log may be known to the caller. */
    Uni<Known> orKept(UserId user, ResponseId id, Uni<KnownReply> logged) {
        return logged.map(Optional::of)
                .onFailure(ResponseHistory::isUnknown)
                .recoverWithItem(Optional.empty())
                .flatMap(found -> found.map(known -> Uni.createFrom()
                                .item(() -> new Known(checked(known, id), ResponseState.of(known.events()))))
                        .orElseGet(() -> kept(user, id)));
    }

    /**
     * The reply to a question, without its events. A repeated request gets the reply of the first one, which may belong to
     * another session.
     */
    Uni<KnownReply> of(Question question, ReplyId reply) {
        return question.key().isPresent()
                ? replies.describe(question.user(), reply)
                : Uni.createFrom().item(begun(question));
    }

    private static KnownReply begun(Question question) {
        return new KnownReply(question.session(), question.message(), question.note(), List.of());
    }

    /** The response of a request that was not sent before. */
    static ResponseObject object(Question question, ReplyId reply) {
        return object(begun(question), reply);
    }

    private Uni<Known> kept(UserId user, ResponseId id) {
        return message(histories, user, id, Message.Role.ASSISTANT)
                .map(answer -> new Known(
                        new ResponseObject(id, ResponseNote.none(id.created())), ResponseState.of(id, answer)));
    }

    /** What this role said in the turn of a response; fails with {@code REPLY_UNKNOWN} if the session does not have it. */
    static Uni<Message> message(HistoryService histories, UserId user, ResponseId id, Message.Role role) {
        return histories
                .turn(user, id.session(), id.reply())
                .map(lines -> lines.stream()
                        .filter(line -> line.reply().equals(id.reply())
                                && line.message().role() == role)
                        .findFirst()
                        .map(History.Line::message)
                        .orElseThrow(ResponseId::unknown))
                .onFailure(ResponseHistory::isUnknown)
                .transform(unknown -> ResponseId.unknown());
    }

    /** An id that is right in part is of no response. */
    static ResponseObject checked(KnownReply known, ResponseId id) {
        if (!isOf(known, id)) {
            throw ResponseId.unknown();
        }
        return object(known, id.reply());
    }

    static boolean isOf(KnownReply known, ResponseId id) {
        return object(known, id.reply()).id().equals(id);
    }

    static ResponseObject object(KnownReply known, ReplyId reply) {
        ResponseNote note = ResponseNote.of(known.note());
        return new ResponseObject(note.id(reply, known.session()), note);
    }
}
