package dev.runnel.reply;

import dev.runnel.SessionId;
import dev.runnel.TurnPlace;
import dev.runnel.UserId;
import dev.runnel.ledger.LoggedReply;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLine;
import dev.runnel.ledger.ReplyLines;
import dev.runnel.session.ListedSession;
import dev.runnel.session.SessionStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All conversations of a user. Those whose first reply still runs are in no session yet, and come first. */
@Singleton
class HistoryList {

    private final SessionStore sessions;
    private final ReplyLines lines;
    private final CurrentReplies current;

    HistoryList(SessionStore sessions, ReplyLines lines, CurrentReplies current) {
        this.sessions = sessions;
        this.lines = lines;
        this.current = current;
    }

    /** The last used first; at most so many. */
    Uni<List<ListedSession>> of(UserId user, int max) {
        return Uni.combine()
                .all()
                .unis(sessions.list(user, max), lines.lookAtAll(user))
                .asTuple()
                .flatMap(both -> begun(both.getItem2(), both.getItem1())
                        .map(begun -> Stream.concat(begun.stream(), both.getItem1().stream())
                                .limit(max)
                                .toList()));
    }

    private Uni<List<ListedSession>> begun(Map<SessionId, ReplyLine> all, List<ListedSession> stored) {
        Map<SessionId, ReplyLine> others = new HashMap<>(all);
        stored.forEach(session -> others.remove(session.id()));
        return Multi.createFrom()
                .iterable(others.values())
                .onItem()
                .transformToUniAndMerge(
                        line -> current.first(line).map(found -> found.flatMap(logged -> begun(line, logged))))
                .onItem()
                .transformToIterable(found -> found.stream().toList())
                .collect()
                .asList()
                .map(found ->
                        found.stream().sorted(ListedSession.LAST_USED_FIRST).toList());
    }

    /** Empty for a later turn: its conversation is stored, and only too old for the list. */
    private static Optional<ListedSession> begun(ReplyLine line, LoggedReply logged) {
        ReplyHeader header = logged.header();
        return line.find(header.reply())
                .filter(place -> !(header.place() instanceof TurnPlace.After))
                .map(place ->
                        ListedSession.begun(header.session(), header.question(), Instant.ofEpochMilli(place.since())));
    }
}
