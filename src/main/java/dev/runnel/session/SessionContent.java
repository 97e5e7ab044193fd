package dev.runnel.session;

import dev.runnel.Context;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.TurnPlace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is kept of one session.
 *
 * @param tree its turns; empty for a session that does not exist yet or any more
 * @param dropped the number of older messages that are outside the window
 */
record SessionContent(TurnTree tree, long dropped, String title, Context context, Summary summary, Instant lastUse) {

    static final SessionContent NOTHING =
            new SessionContent(TurnTree.EMPTY, 0, "", Context.NONE, Summary.NONE, Instant.EPOCH);

    /** The cost of an entry beside its characters, so that empty ones are not free. */
    static final int OVERHEAD = 100;

    boolean exists() {
        return !tree.turns().isEmpty();
    }

    SessionContent with(Turn turn, int window, Instant now) {
        TurnTree longer = tree.with(turn);
        String name = exists() ? title : Title.of(longer.turns());
        return new SessionContent(longer, dropped, name, context, summary, now).within(window);
    }

    SessionContent with(Context newer) {
        return new SessionContent(tree, dropped, title, newer, summary, lastUse);
    }

    SessionContent with(Summary newer) {
        boolean fits = newer.covers() <= dropped + size(tree.turns());
        return fits ? new SessionContent(tree, dropped, title, context, newer, lastUse) : this;
    }

    SessionContent usedAt(Instant time) {
        return new SessionContent(tree, dropped, title, context, summary, time);
    }

    /** With the branch that ends with this turn as the current one. */
    SessionContent endingWith(ReplyId leaf) {
        return new SessionContent(tree.endingWith(leaf), dropped, title, context, summary, lastUse);
    }

    /** The same without the oldest messages beyond the window, which may begin in the middle of a turn. */
    SessionContent within(int window) {
        int excess = size(tree.turns()) - window;
        if (excess <= 0) {
            return this;
        }
        List<Turn> newest = new ArrayList<>();
        int left = excess;
        for (Turn turn : tree.turns()) {
            int cut = Math.min(left, turn.messages().size());
            left -= cut;
            if (cut < turn.messages().size()) {
                newest.add(turn.saying(turn.messages().subList(cut, turn.messages().size())));
            }
        }
        Optional<ReplyId> leaf = tree.leaf()
                .filter(name -> newest.stream().anyMatch(turn -> turn.reply().equals(name)))
                .or(() -> Optional.of(newest.getLast().reply()));
        return new SessionContent(new TurnTree(newest, leaf), dropped + excess, title, context, summary, lastUse);
    }

    /** What a prompt needs whose turn belongs here. */
    Session session(SessionId id, TurnPlace place) {
        List<Turn> path = tree.before(place);
        boolean begins = path.isEmpty() || path.getFirst().place().equals(TurnPlace.FIRST);
        long missing = begins ? 0 : dropped;
        return new Session(id, path, missing, context, summaryOf(path, missing), tree.has(place));
    }

    /** The summary, if it is of this branch; one that does not say so is of the only one. */
    private Summary summaryOf(List<Turn> path, long missing) {
        Optional<ReplyId> last = summary.last();
        if (last.isEmpty()) {
            return missing == dropped ? summary : Summary.NONE;
        }
        if (tree.find(last.get()).isEmpty()) {
            return missing == dropped ? new Summary(summary.text(), missing, last) : Summary.NONE;
        }
        int covered = 0;
        for (Turn turn : path) {
            covered += turn.messages().size();
            if (turn.isCalled(last.get())) {
                return new Summary(summary.text(), missing + covered, last);
            }
        }
        return Summary.NONE;
    }

    Transcript transcript(SessionId id) {
        return new Transcript(id, title, context, tree);
    }

    int weight() {
        return OVERHEAD
                + weight(tree.turns())
                + weight(context)
                + title.length()
                + summary.text().length();
    }

    static int weight(List<Turn> turns) {
        return turns.stream()
                .flatMap(turn -> turn.messages().stream())
                .mapToInt(message -> message.text().length() + OVERHEAD)
                .sum();
    }

    static int weight(Context context) {
        return context.entities().entrySet().stream()
                .mapToInt(entity ->
                        entity.getKey().length() + entity.getValue().value().length() + OVERHEAD)
                .sum();
    }

    private static int size(List<Turn> turns) {
        return turns.stream().mapToInt(turn -> turn.messages().size()).sum();
    }
}
