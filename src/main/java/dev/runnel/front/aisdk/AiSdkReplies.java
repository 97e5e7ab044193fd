package dev.runnel.front.aisdk;

import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.reply.History;
import dev.runnel.reply.HistoryService;
import dev.runnel.reply.ReplyService;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.Set;

/** Which reply a client means that comes back to a chat. */
final class AiSdkReplies {

    private static final long BEFORE_THE_FIRST = -1;
    private static final Set<FailureCode> UNKNOWN =
            Set.of(FailureCode.REPLY_UNKNOWN, FailureCode.SESSION_UNKNOWN, FailureCode.REQUEST_INVALID);

    private static final History.Part CURRENT_BRANCH = new History.Part(false, Optional.empty());

    private final ReplyService replies;
    private final HistoryService histories;

    AiSdkReplies(ReplyService replies, HistoryService histories) {
        this.replies = replies;
        this.histories = histories;
    }

    /**
     * The reply to go on with; empty if there is none.
     *
     * @param message the message that broke off, if the client names it
     * @param hasSeen whether the client has seen some of it: then it may have ended meanwhile
     */
    Uni<Optional<ReplyId>> toResume(UserId user, SessionId chat, Optional<String> message, boolean hasSeen) {
        Uni<Optional<ReplyId>> running = replies.findRunning(user, chat);
        Uni<Optional<ReplyId>> inChat = hasSeen
                ? running.flatMap(found -> found.isPresent() ? Uni.createFrom().item(found) : latest(user, chat))
                : running;
        return message.map(named -> known(user, named)
                        .flatMap(found -> found.isPresent() ? Uni.createFrom().item(found) : inChat))
                .orElse(inChat);
    }

    private Uni<Optional<ReplyId>> latest(UserId user, SessionId chat) {
        return orEmpty(histories
                .read(user, chat, CURRENT_BRANCH)
                .map(history -> history.lines().isEmpty()
                        ? Optional.<String>empty()
                        : Optional.of(history.lines().getLast().reply().value()))
                .flatMap(last -> last.map(reply -> known(user, reply))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty()))));
    }

    private Uni<Optional<ReplyId>> known(UserId user, String message) {
        return orEmpty(Uni.createFrom().deferred(() -> {
            ReplyId reply = new ReplyId(message);
            return replies.isReadUpTo(user, reply, BEFORE_THE_FIRST).replaceWith(Optional.of(reply));
        }));
    }

    private static Uni<Optional<ReplyId>> orEmpty(Uni<Optional<ReplyId>> wanted) {
        return wanted.onFailure(AiSdkReplies::isUnknown).recoverWithItem(Optional.empty());
    }

    private static boolean isUnknown(Throwable thrown) {
        return thrown instanceof FailureException known
                && UNKNOWN.contains(known.failure().code());
    }
}
