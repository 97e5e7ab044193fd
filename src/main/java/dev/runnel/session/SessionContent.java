package dev.runnel.session;

import dev.runnel.Context;
import dev.runnel.Message;
import dev.runnel.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that is kept of one session.
 *
 * @param turns oldest first; empty for a session that does not exist yet or any more
 * @param dropped the number of older messages that are outside the window
 */
record SessionContent(List<Turn> turns, long dropped, String title, Context context, Summary summary, Instant lastUse) {

    static final SessionContent NOTHING =
            new SessionContent(List.of(), 0, "", Context.NONE, Summary.NONE, Instant.EPOCH);

    /** The cost of an entry beside its characters, so that empty ones are not free. */
    static final int OVERHEAD = 100;

    boolean exists() {
        return !turns.isEmpty();
    }

    SessionContent with(Turn turn, int window, Instant now) {
        if (turns.stream().anyMatch(known -> known.reply().equals(turn.reply()))) {
            List<Turn> latest = turns.stream()
                    .map(known -> known.reply().equals(turn.reply()) && known.writer() < turn.writer() ? turn : known)
                    .toList();
            return new SessionContent(latest, dropped, title, context, summary, now).within(window);
        }
        List<Turn> joined = Stream.concat(turns.stream(), Stream.of(turn)).toList();
        String name = exists() ? title : Title.of(joined);
        return new SessionContent(joined, dropped, name, context, summary, now).within(window);
    }

    SessionContent with(Context newer) {
        return new SessionContent(turns, dropped, title, newer, summary, lastUse);
    }

    SessionContent with(Summary newer) {
        boolean fits = newer.covers() <= dropped + messages().size();
        return fits ? new SessionContent(turns, dropped, title, context, newer, lastUse) : this;
    }

    SessionContent usedAt(Instant time) {
        return new SessionContent(turns, dropped, title, context, summary, time);
    }

    /** The same without the oldest messages beyond the window, which may begin in the middle of a turn. */
    SessionContent within(int window) {
        int excess = messages().size() - window;
        if (excess <= 0) {
            return this;
        }
        List<Turn> newest = new ArrayList<>();
        int left = excess;
        for (Turn turn : turns) {
            int cut = Math.min(left, turn.messages().size());
            left -= cut;
            if (cut < turn.messages().size()) {
                newest.add(new Turn(
                        turn.reply(),
                        turn.messages().subList(cut, turn.messages().size()),
                        turn.writer()));
            }
        }
        return new SessionContent(List.copyOf(newest), dropped + excess, title, context, summary, lastUse);
    }

    Session session(SessionId id) {
        return new Session(id, messages(), dropped, context, summary);
    }

    Transcript transcript(SessionId id) {
        return new Transcript(id, title, context, turns);
    }

    int weight() {
        return OVERHEAD
                + weight(turns)
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

    private List<Message> messages() {
        return turns.stream().flatMap(turn -> turn.messages().stream()).toList();
    }
}
