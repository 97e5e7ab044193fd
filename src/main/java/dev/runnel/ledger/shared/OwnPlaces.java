package dev.runnel.ledger.shared;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.runnel.ReplyId;
import dev.runnel.ledger.ReplyLine;
import dev.runnel.ledger.ReplyLines;
import java.util.function.Predicate;

/** Which places in lines are of replies of this process: all that counts while Redis is away. */
final class OwnPlaces {

    private static final int MAX_OPENING = 20_000;

    private final Predicate<ReplyId> isHere;
    /** They have a place and no log yet. */
    private final Cache<ReplyId, Boolean> opening = Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumSize(MAX_OPENING)
            .expireAfterWrite(ReplyLines.ABOUT_TO_OPEN)
            .build();

    /** @param isHere whether this process has the log of the reply */
    OwnPlaces(Predicate<ReplyId> isHere) {
        this.isHere = isHere;
    }

    /**
     * This process has changed a line: a place that it has added is about to get its log here. One that was put back for
     * another process, because Redis has lost it, counts as own until then.
     */
    void changed(ReplyLine before, ReplyLine after) {
        after.places().stream()
                .map(ReplyLine.Place::reply)
                .filter(reply -> before.find(reply).isEmpty())
                .forEach(reply -> opening.put(reply, true));
    }

    boolean contain(ReplyId reply) {
        return isHere.test(reply) || opening.getIfPresent(reply) != null;
    }

    /** The line without the places of other processes. */
    ReplyLine of(ReplyLine line) {
        return line.where(place -> contain(place.reply()));
    }
}
