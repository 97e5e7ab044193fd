package dev.runnel.session;

import dev.runnel.Context;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.TurnPlace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is kept of one session.
 *
 * @param tree its turns; empty for a session that does not exist yet or any more
 * @param dropped the number of older messages that are outside the window
 */
record SessionContent(TurnTree tree, long dropped, Title title, Context context, Summary summary, Instant lastUse) {

    static final SessionContent NOTHING =
            new SessionContent(TurnTree.EMPTY, 0, Title.NONE, Context.NONE, Summary.NONE, Instant.EPOCH);

    /** The cost of an entry beside its characters, so that empty ones are not free. */
    static final int OVERHEAD = 100;

    boolean exists() {
        return !tree.turns().isEmpty();
    }

    /** Also before its first turn, if the user has named it already. */
    boolean isListed() {
        return exists() || title.isChosen();
    }

    SessionContent with(Turn turn, Keeping keeping, Instant now) {
        TurnTree longer = tree.with(turn);
        Title name = isListed() ? title : Title.of(longer.turns());
        SessionContent all = new SessionContent(longer, dropped, name, context, summary, now);
        return keeping.all() ? all.lighterThan(keeping) : all.within(keeping.window());
    }

    /** The same without the oldest messages, if one session would take more than all of a user's may. */
    private SessionContent lighterThan(Keeping keeping) {
        long excess = weight(tree.turns()) - keeping.maxBytes();
        int kept = size(tree.turns());
        for (Turn turn : tree.turns()) {
            if (excess <= 0 || kept <= keeping.window()) {
                break;
            }
            excess -= weight(List.of(turn));
            kept -= turn.messages().size();
        }
        return within(Math.max(kept, keeping.window()));
    }

    SessionContent with(Context newer) {
        return new SessionContent(tree, dropped, title, newer, summary, lastUse);
    }

    SessionContent with(Summary newer) {
        boolean fits = newer.covers() <= dropped + size(tree.turns());
        return fits ? new SessionContent(tree, dropped, title, context, newer, lastUse) : this;
    }

    /** With these turns outside the window before its own. */
    SessionContent after(List<Turn> older) {
        List<Turn> all = new ArrayList<>(older);
        for (Turn turn : tree.turns()) {
            boolean follows = turn.place().equals(TurnPlace.NEXT) && !all.isEmpty();
            all.add(follows ? turn.at(TurnPlace.after(all.getLast().reply())) : turn);
        }
        Optional<ReplyId> last =
                all.isEmpty() ? Optional.empty() : Optional.of(all.getLast().reply());
        TurnTree whole = new TurnTree(all, last);
        return new SessionContent(
                tree.leaf()
                        .filter(leaf -> whole.find(leaf).isPresent())
                        .map(whole::endingWith)
                        .orElse(whole),
                0,
                title,
                context,
                summary,
                lastUse);
    }

    /** With these turns as they are now known. */
    SessionContent with(List<Turn> known) {
        Map<ReplyId, Turn> read = new HashMap<>();
        known.forEach(turn -> read.put(turn.reply(), turn));
        List<Turn> all = tree.turns().stream()
                .map(turn -> read.getOrDefault(turn.reply(), turn))
                .toList();
        return new SessionContent(new TurnTree(all, tree.leaf()), dropped, title, context, summary, lastUse);
    }

    SessionContent called(String other) {
        return new SessionContent(tree, dropped, new Title(other, true), context, summary, lastUse);
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
        List<Turn> newest = without(tree.turns(), excess);
        Optional<ReplyId> leaf = tree.leaf()
                .filter(name -> newest.stream().anyMatch(turn -> turn.reply().equals(name)))
                .or(() -> Optional.of(newest.getLast().reply()));
        return new SessionContent(new TurnTree(newest, leaf), dropped + excess, title, context, summary, lastUse);
    }

    /** The same without so many messages at the beginning. */
    private static List<Turn> without(List<Turn> turns, int excess) {
        List<Turn> newest = new ArrayList<>();
        int left = excess;
        for (Turn turn : turns) {
            int cut = Math.min(left, turn.messages().size());
            left -= cut;
            if (cut < turn.messages().size()) {
                newest.add(
                        turn.saying(turn.messages().subList(cut, turn.messages().size())));
            }
        }
        return newest;
    }

    /** What a prompt needs whose turn belongs here. */
    Session session(SessionId id, TurnPlace place, int window) {
        List<Turn> path = tree.before(place);
        long missing = isFromBeginning(path) ? 0 : dropped;
        Summary known = summaryOf(path, missing);
        int excess = Math.max(0, size(path) - window);
        return new Session(id, without(path, excess), missing + excess, context, known, tree.has(place), true);
    }

    /** Whether a prompt could have more of this branch than is here, from what is kept outside the window. */
    boolean lacksTurns(TurnPlace place, int window) {
        List<Turn> path = tree.before(place);
        boolean isElsewhere = place.equals(TurnPlace.NEXT) && path.isEmpty();
        return dropped > 0 && (isElsewhere || !tree.has(place) || (!isFromBeginning(path) && size(path) < window));
    }

    private static boolean isFromBeginning(List<Turn> path) {
        return path.isEmpty() || path.getFirst().place().equals(TurnPlace.FIRST);
    }

    /** The summary, if it is of this branch; one that does not say so is of the only one. */
    private Summary summaryOf(List<Turn> path, long missing) {
        Optional<ReplyId> last = summary.last();
        if (last.isEmpty()) {
            boolean isOfPath = missing == dropped && summary.covers() <= missing + size(path);
            return isOfPath ? summary : Summary.NONE;
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
        List<Turn> branch = tree.branch();
        Summary known = summaryOf(branch, isFromBeginning(branch) ? 0 : dropped);
        return new Transcript(id, title, context, tree, known);
    }

    int weight() {
        return OVERHEAD
                + weight(tree.turns())
                + weight(context)
                + title.text().length()
                + summary.text().length();
    }

    static int weight(List<Turn> turns) {
        return turns.stream()
                .flatMap(turn -> turn.messages().stream())
                .flatMap(message -> message.asSaid().stream())
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
