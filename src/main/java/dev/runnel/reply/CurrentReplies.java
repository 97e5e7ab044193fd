package dev.runnel.reply;

import dev.runnel.FailureException;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.ledger.EventLog;
import dev.runnel.ledger.LoggedReply;
import dev.runnel.ledger.ReplyLine;
import dev.runnel.ledger.ReplyLines;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the reply that runs in a session. */
@Singleton
class CurrentReplies {

    private final ReplyLines lines;
    private final EventLog ledger;

    CurrentReplies(ReplyLines lines, EventLog ledger) {
        this.lines = lines;
        this.ledger = ledger;
    }

    /** The reply that runs, or if none does the first one that waits; empty if there is none, or none can be found now. */
    Uni<Optional<LoggedReply>> find(UserId user, SessionId session) {
        return find(
                user,
                session,
                ledger.running(user, session).onFailure(FailureException.class).recoverWithItem(Optional.empty()));
    }

    /** The same; fails with {@code REPLY_UNREACHABLE} if it cannot be known now whether there is one. */
    Uni<Optional<LoggedReply>> findForSure(UserId user, SessionId session) {
        return find(user, session, ledger.running(user, session));
    }

    private Uni<Optional<LoggedReply>> find(UserId user, SessionId session, Uni<Optional<ReplyId>> running) {
        return lines.look(user, session).flatMap(line -> first(line)
                .flatMap(found -> found.isPresent()
                        ? Uni.createFrom().item(found)
                        : running.flatMap(there -> elsewhere(there.filter(reply -> !isWithdrawn(line, reply))))));
    }

    /** It is about to end, perhaps on another pod. */
    private static boolean isWithdrawn(ReplyLine line, ReplyId reply) {
        return line.stateOf(reply).equals(Optional.of(ReplyLine.State.WITHDRAWN));
    }

    /** The same for a line that is known. */
    Uni<Optional<LoggedReply>> first(ReplyLine line) {
        return Multi.createFrom()
                .items(Stream.concat(
                        line.running().stream().flatMap(reply -> line.find(reply).stream()), line.waiting().stream()))
                .onItem()
                .transformToUniAndConcatenate(this::unended)
                .select()
                .where(Optional::isPresent)
                .toUni()
                .map(found -> found == null ? Optional.empty() : found);
    }

    private Uni<Optional<LoggedReply>> unended(ReplyLine.Place place) {
        return ledger.find(place.reply()).map(found -> unended(found).map(logged -> asked(logged, place)));
    }

    /** With the question as it is now. */
    private static LoggedReply asked(LoggedReply logged, ReplyLine.Place place) {
        return place.message().isEmpty()
                ? logged
                : new LoggedReply(logged.header().asking(place.message()), logged.lastSeq(), logged.ended());
    }

    /** One without a place in the line: its caller keeps the conversation, or a pod of an older version began it. */
    private Uni<Optional<LoggedReply>> elsewhere(Optional<ReplyId> reply) {
        return reply.map(ledger::find)
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()))
                .map(CurrentReplies::unended);
    }

    private static Optional<LoggedReply> unended(Optional<LoggedReply> found) {
        return found.filter(reply -> !reply.ended());
    }
}
