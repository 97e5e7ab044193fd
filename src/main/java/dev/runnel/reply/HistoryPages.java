package dev.runnel.reply;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.Message;
import dev.runnel.ReplyId;
import dev.runnel.UserId;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.session.SessionStore;
import dev.runnel.session.Transcript;
import dev.runnel.session.Turn;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts conversations into pages. */
@Singleton
class HistoryPages {

    /** Turns of one page: more than a screen shows, and few enough that nobody waits. */
    static final int SIZE = 50;

    private final SessionStore sessions;

    HistoryPages(SessionStore sessions) {
        this.sessions = sessions;
    }

    /** Fails with {@code REPLY_UNKNOWN} if the page is to end before a turn that is not there. */
    Uni<History> of(UserId user, Transcript kept, Optional<ReplyHeader> logged, History.Part part) {
        Optional<ReplyHeader> running =
                logged.filter(header -> kept.find(header.reply()).isEmpty());
        List<Turn> branch = running.map(header -> kept.before(header.place())).orElseGet(kept::branch);
        List<Turn> turns =
                part.before().map(turn -> before(turn, kept, part)).orElseGet(() -> part.all() ? kept.turns() : branch);
        List<Turn> page = turns.subList(Math.max(0, turns.size() - SIZE), turns.size());
        Optional<ReplyId> earlier = page.size() == turns.size()
                ? Optional.empty()
                : Optional.of(page.getFirst().reply());
        Optional<ReplyId> newest = branch.isEmpty()
                ? Optional.empty()
                : Optional.of(branch.getLast().reply());
        return sessions.read(user, kept.id(), page).map(read -> {
            List<History.Line> lines = new ArrayList<>(lines(read));
            running.filter(header -> part.before().isEmpty())
                    .ifPresent(header ->
                            lines.add(new History.Line(header.reply(), Message.user(header.question()), newest)));
            Optional<ReplyId> id = running.map(ReplyHeader::reply);
            return new History(kept.id(), kept.title(), kept.context(), lines, id, id.or(() -> newest), earlier);
        });
    }

    private static List<Turn> before(ReplyId name, Transcript kept, History.Part part) {
        Turn turn = kept.find(name)
                .orElseThrow(() -> Failure.of(FailureCode.REPLY_UNKNOWN).asException());
        List<Turn> upTo = part.all() ? kept.turns().subList(0, kept.turns().indexOf(turn) + 1) : kept.upTo(name);
        return upTo.subList(0, upTo.size() - 1);
    }

    static List<History.Line> lines(List<Turn> turns) {
        return turns.stream()
                .flatMap(turn -> turn.messages().stream()
                        .map(message -> new History.Line(
                                turn.reply(), message, turn.place().parent())))
                .toList();
    }
}
