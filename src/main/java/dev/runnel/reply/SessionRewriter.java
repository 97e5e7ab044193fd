package dev.runnel.reply;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.session.SessionStore;
import dev.runnel.session.Summary;
import dev.runnel.session.Transcript;
import dev.runnel.session.Turn;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Writes sessions whose turns come from others, or that have lost one. */
@Singleton
class SessionRewriter {

    private final SessionStore sessions;

    SessionRewriter(SessionStore sessions) {
        this.sessions = sessions;
    }

    /**
     * Begins a session with these turns.
     *
     * @param notes on what was said before them; empty for none
     */
    Uni<Void> begin(UserId user, SessionId session, List<Turn> turns, String notes) {
        return append(user, session, turns)
                .chain(() -> notes.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : sessions.setSummary(user, session, Summary.ofBefore(notes)));
    }

    private Uni<Void> append(UserId user, SessionId session, List<Turn> turns) {
        return Multi.createFrom()
                .iterable(turns)
                .onItem()
                .transformToUniAndConcatenate(turn -> sessions.append(user, session, turn, Optional.empty()))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /**
     * Writes the session anew without this turn: one that lost a turn would keep its words in the title and in the summary.
     * A summary of what was said before the session has none of them.
     * What followed it then follows the one before it, and a title that the user chose stays. A turn that another reply
     * adds in that moment is lost. Fails with {@code SESSION_UNREACHABLE} if not all others can be had now.
     */
    Uni<Void> without(Turn erased, UserId user, Transcript kept) {
        SessionId session = kept.id();
        List<Turn> others = kept.turns().stream()
                .filter(turn -> !turn.reply().equals(erased.reply()))
                .map(turn -> turn.place().parent().equals(Optional.of(erased.reply())) ? turn.at(erased.place()) : turn)
                .toList();
        Optional<ReplyId> newest = kept.branch().reversed().stream()
                .map(Turn::reply)
                .filter(turn -> !turn.equals(erased.reply()))
                .findFirst();
        return sessions.read(user, session, others)
                .invoke(read -> {
                    if (read.size() < others.size()) {
                        throw Failure.of(FailureCode.SESSION_UNREACHABLE).asException();
                    }
                })
                .call(() -> sessions.erase(user, session))
                .chain(read -> begin(
                        user,
                        session,
                        read,
                        kept.summary().isOfBefore() ? kept.summary().text() : ""))
                .chain(() -> newest.map(turn -> sessions.choose(user, session, turn))
                        .orElseGet(() -> Uni.createFrom().item(true)))
                .chain(() -> kept.isNamed()
                        ? sessions.rename(user, session, kept.title())
                        : Uni.createFrom().item(true))
                .replaceWithVoid();
    }
}
