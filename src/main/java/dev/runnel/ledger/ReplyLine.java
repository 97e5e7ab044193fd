package dev.runnel.ledger;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyId;
import dev.runnel.When;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The replies of one session that run, and those that wait until they may. Immutable: {@link ReplyLines} puts one line in
 * the place of another, so that all pods agree on the order and on the number.
 *
 * <pre>
 * waiting (QUEUED, STEERING, INTERRUPTING) ─► RUNNING ─► gone
 *        └──────────► WITHDRAWN ─────────────────────────►
 * </pre>
 *
 * @param places those that wait are in the order in which they will begin
 */
public record ReplyLine(List<Place> places) {

    /** Nothing runs, and nothing waits. */
    public static final ReplyLine EMPTY = new ReplyLine(List.of());

    /** It is not known when one of those that run will end; this is short enough to try again. */
    private static final Duration WAIT = Duration.ofSeconds(2);

    /** What a reply does in the line. */
    public enum State {
        RUNNING,
        /** It begins when all before it have ended. */
        QUEUED,
        /** The same, unless the reply that runs takes its message in before it ends. */
        STEERING,
        /** As {@link #QUEUED}; the replies that run are to be stopped. */
        INTERRUPTING,
        /** It will not begin: it was withdrawn, or another reply has taken its message in. */
        WITHDRAWN;

        boolean waits() {
            return this == QUEUED || this == STEERING || this == INTERRUPTING;
        }

        /** The state of a reply that has to wait. */
        public static State of(When when) {
            return switch (when) {
                case QUEUE -> QUEUED;
                case STEER -> STEERING;
                case INTERRUPT -> INTERRUPTING;
            };
        }
    }

    /**
     * One reply of the line.
     *
     * @param message what is asked; empty for a reply that began without waiting
     * @param since when it was asked, in milliseconds since 1970
     * @param taker the reply that has taken its message in; empty if none has
     */
    public record Place(ReplyId reply, State state, String message, long since, Optional<ReplyId> taker) {

        public Place {
            Stream.of(reply, state, message, taker).forEach(Objects::requireNonNull);
        }

        public Place(ReplyId reply, State state, String message, long since) {
            this(reply, state, message, since, Optional.empty());
        }

        private Place as(State other) {
            return new Place(reply, other, message, since, taker);
        }

        private Place saying(String other) {
            return new Place(reply, state, other, since, taker);
        }

        private Place takenInBy(ReplyId other) {
            return new Place(reply, State.WITHDRAWN, message, since, Optional.of(other));
        }
    }

    public ReplyLine {
        places = List.copyOf(places);
    }

    /** The place of this reply; empty if it has none. */
    public Optional<Place> find(ReplyId reply) {
        return places.stream().filter(place -> place.reply().equals(reply)).findFirst();
    }

    /** The state of this reply; empty if it has no place. */
    public Optional<State> stateOf(ReplyId reply) {
        return find(reply).map(Place::state);
    }

    /** The replies that run: usually one; several, if others were asked for at certain places of the conversation. */
    public List<ReplyId> running() {
        return places.stream()
                .filter(place -> place.state() == State.RUNNING)
                .map(Place::reply)
                .toList();
    }

    /** Those that wait, in the order in which they will begin. */
    public List<Place> waiting() {
        return places.stream().filter(place -> place.state().waits()).toList();
    }

    /** Those that the replies which run are to take in, if these do not end before. */
    public List<Place> steering() {
        return places.stream().filter(place -> place.state() == State.STEERING).toList();
    }

    /** Whether the replies that run are to be stopped. */
    public boolean isInterrupted() {
        return waiting().stream().findFirst().map(Place::state).equals(Optional.of(State.INTERRUPTING));
    }

    /** With a reply that begins at once, whatever else runs. */
    public ReplyLine running(ReplyId reply, long now) {
        List<Place> all = new ArrayList<>(without(reply).places);
        all.addFirst(new Place(reply, State.RUNNING, "", now));
        return new ReplyLine(all);
    }

    /**
     * With a new reply, which begins if nothing runs and nothing waits. Does nothing if it has a place.
     *
     * @param most how many may wait
     * @throws dev.runnel.FailureException with {@code QUEUE_FULL} if it had to wait and so many do already
     */
    public ReplyLine entered(Place place, int most) {
        List<Place> waiting = waiting();
        if (find(place.reply()).isPresent()) {
            return this;
        }
        if (running().isEmpty() && waiting.isEmpty()) {
            return inserted(places.size(), place.as(State.RUNNING));
        }
        if (waiting.size() >= most) {
            throw Failure.retryAfter(FailureCode.QUEUE_FULL, WAIT).asException();
        }
        return inOrder(place);
    }

    /** A steer comes before what is only queued: it belongs to what is being said. */
    private ReplyLine inOrder(Place place) {
        State state = running().isEmpty() && place.state() == State.STEERING ? State.QUEUED : place.state();
        int at = 0;
        while (at < places.size() && !isBehind(places.get(at).state(), state)) {
            at++;
        }
        return inserted(at, place.as(state));
    }

    private static boolean isBehind(State there, State added) {
        return switch (added) {
            case INTERRUPTING -> there.waits();
            case STEERING -> there == State.QUEUED;
            case QUEUED, RUNNING, WITHDRAWN -> false;
        };
    }

    private ReplyLine inserted(int at, Place place) {
        List<Place> all = new ArrayList<>(places);
        all.add(at, place);
        return new ReplyLine(all);
    }

    /** With this reply as one that runs, if its turn has come. */
    public ReplyLine beginning(ReplyId reply) {
        return blocker(reply).isPresent() ? this : changed(List.of(reply), place -> place.as(State.RUNNING));
    }

    /** The reply for which this one waits; empty if it may begin, or does not wait. */
    public Optional<ReplyId> blocker(ReplyId reply) {
        if (!stateOf(reply).map(State::waits).orElse(false)) {
            return Optional.empty();
        }
        return running().stream()
                .findFirst()
                .or(() -> Optional.of(waiting().getFirst().reply()))
                .filter(first -> !first.equals(reply));
    }

    /** Without this reply. If nothing runs then, what was to steer it waits as any other. */
    public ReplyLine without(ReplyId reply) {
        ReplyLine others = new ReplyLine(
                places.stream().filter(place -> !place.reply().equals(reply)).toList());
        return others.running().isEmpty() ? others.inTurn(others.steering()) : others;
    }

    /** With these as some that wait for their turn, and are not taken in before. */
    public ReplyLine inTurn(List<Place> waiting) {
        return changed(waiting.stream().map(Place::reply).toList(), place -> place.as(State.QUEUED));
    }

    /** With these replies as some that will not begin, if they wait. */
    public ReplyLine withdrawn(Collection<ReplyId> replies) {
        return changed(replies, place -> place.as(State.WITHDRAWN));
    }

    /** The same for some whose messages this reply has taken in. */
    public ReplyLine takenIn(Collection<ReplyId> steers, ReplyId taker) {
        return changed(steers, place -> place.takenInBy(taker));
    }

    /**
     * With another message of a reply that waits, or to begin at another time; the same if it does not wait.
     *
     * @param message empty for the same
     * @param when empty for the same
     */
    public ReplyLine changed(ReplyId reply, Optional<String> message, Optional<When> when) {
        Optional<Place> known = find(reply).filter(place -> place.state().waits());
        if (known.isEmpty()) {
            return this;
        }
        Place said = message.map(known.get()::saying).orElse(known.get());
        Optional<State> state = when.map(State::of).filter(other -> other != said.state());
        ReplyLine line = changed(List.of(reply), unused -> said);
        return state.map(other -> new ReplyLine(line.places.stream()
                                .filter(place -> !place.reply().equals(reply))
                                .toList())
                        .inOrder(said.as(other)))
                .orElse(line);
    }

    /** With these places only. */
    public ReplyLine where(Predicate<Place> wanted) {
        return new ReplyLine(places.stream().filter(wanted).toList());
    }

    private ReplyLine changed(Collection<ReplyId> replies, UnaryOperator<Place> change) {
        return new ReplyLine(places.stream()
                .map(place -> place.state().waits() && replies.contains(place.reply()) ? change.apply(place) : place)
                .toList());
    }
}
