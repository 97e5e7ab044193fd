package dev.runnel.session;

import dev.runnel.Context;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The changes to one session that Redis has not confirmed: its turns in order, and the newest context and summary. */
record UnconfirmedChanges(List<Turn> turns, Optional<Context> context, Optional<Summary> summary) {

    static final UnconfirmedChanges NOTHING = new UnconfirmedChanges(List.of(), Optional.empty(), Optional.empty());

    boolean isEmpty() {
        return equals(NOTHING);
    }

    UnconfirmedChanges with(Context newer) {
        return new UnconfirmedChanges(turns, Optional.of(newer), summary);
    }

    UnconfirmedChanges with(Summary newer) {
        return new UnconfirmedChanges(turns, context, Optional.of(newer));
    }

    /** A turn has at least one message, so turns beyond the window are never shown. */
    UnconfirmedChanges with(Turn turn, int window) {
        List<Turn> joined = Stream.concat(turns.stream(), Stream.of(turn)).toList();
        return new UnconfirmedChanges(
                joined.subList(Math.max(0, joined.size() - window), joined.size()), context, summary);
    }

    /** What is left after these changes have arrived. */
    UnconfirmedChanges without(UnconfirmedChanges sent) {
        return new UnconfirmedChanges(
                turns.stream().filter(turn -> !sent.turns.contains(turn)).toList(),
                context.filter(newest -> !sent.context.equals(Optional.of(newest))),
                summary.filter(newest -> !sent.summary.equals(Optional.of(newest))));
    }

    UnconfirmedChanges withoutContext() {
        return new UnconfirmedChanges(turns, Optional.empty(), summary);
    }

    int weight() {
        return SessionContent.OVERHEAD
                + SessionContent.weight(turns)
                + context.map(SessionContent::weight).orElse(0)
                + summary.map(newest -> newest.text().length()).orElse(0);
    }
}
