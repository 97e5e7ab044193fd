package dev.runnel.reply;

import dev.runnel.ReplyId;
import dev.runnel.TurnPlace;
import dev.runnel.ledger.Takeover;
import dev.runnel.session.Session;
import java.util.Optional;

/**
 * How a turn is told to its session.
 *
 * @param writer how often its reply had been taken over before this process wrote it
 * @param place where it belongs
 * @param continued the turn in whose place it stands
 */
record Written(long writer, TurnPlace place, Optional<ReplyId> continued) {

    /** By the process that began it, after the newest turn. */
    static final Written NEW = new Written(0, TurnPlace.NEXT, Optional.empty());

    /** At the place where its model saw itself. */
    Written seeing(Session session) {
        return new Written(writer, session.settled(place), continued);
    }

    static Written of(Takeover taken) {
        return new Written(
                taken.writer(), taken.header().place(), taken.header().continued());
    }
}
