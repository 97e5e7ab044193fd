package dev.runnel.session;

import dev.runnel.ReplyId;
import dev.runnel.TurnPlace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The turns of a conversation, and which branch of them is the current one. Immutable. */
final class TurnTree {

    static final TurnTree EMPTY = new TurnTree(List.of(), Optional.empty());

    private final List<Turn> turns;
    private final Optional<ReplyId> leaf;
    private final Map<ReplyId, Turn> byName = new HashMap<>();

    /**
     * @param turns in the order in which they were asked, so that each comes after its parent
     * @param leaf the newest turn of the current branch; empty if there are no turns
     */
    TurnTree(List<Turn> turns, Optional<ReplyId> leaf) {
        this.turns = List.copyOf(turns);
        this.leaf = leaf;
        turns.forEach(turn -> {
            turn.continued().forEach(name -> byName.put(name, turn));
            byName.put(turn.reply(), turn);
        });
    }

    List<Turn> turns() {
        return turns;
    }

    Optional<ReplyId> leaf() {
        return leaf;
    }

    Optional<Turn> find(ReplyId name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The turns from the beginning to this one, or as many of them as are kept; none if it is not. */
    List<Turn> pathTo(ReplyId name) {
        LinkedList<Turn> path = new LinkedList<>();
        Optional<Turn> next = find(name);
        while (next.isPresent() && path.size() < turns.size()) {
            path.addFirst(next.get());
            next = next.get().place().parent().flatMap(this::find);
        }
        return List.copyOf(path);
    }

    List<Turn> branch() {
        return leaf.map(this::pathTo).orElse(List.of());
    }

    /** Whether a turn can be put at this place. */
    boolean has(TurnPlace place) {
        return !(place instanceof TurnPlace.After(ReplyId turn, boolean isRequired))
                || !isRequired
                || find(turn).isPresent();
    }

    /** The turns before a turn at this place. */
    List<Turn> before(TurnPlace place) {
        return settled(place).parent().map(this::pathTo).orElse(List.of());
    }

    /** With this turn, with which the current branch then ends. A later writer's takes the place of the one before. */
    TurnTree with(Turn added) {
        Optional<Turn> known = find(added.reply());
        if (known.isPresent()) {
            boolean isLater =
                    known.get().reply().equals(added.reply()) && known.get().writer() < added.writer();
            return isLater ? replacing(known.get(), added, known.get().continued(), leaf) : this;
        }
        return added.continued().stream()
                .findFirst()
                .flatMap(this::find)
                .map(before -> replacing(before, added, namesOf(before), Optional.of(added.reply())))
                .orElseGet(() -> new TurnTree(
                        Stream.concat(turns.stream(), Stream.of(added.at(settled(added.place()))))
                                .toList(),
                        Optional.of(added.reply())));
    }

    private static List<ReplyId> namesOf(Turn turn) {
        List<ReplyId> names = new ArrayList<>(List.of(turn.reply()));
        names.addAll(turn.continued());
        return names;
    }

    private TurnTree replacing(Turn before, Turn other, List<ReplyId> continued, Optional<ReplyId> newest) {
        Turn there = new Turn(other.reply(), other.messages(), other.writer(), before.place(), continued);
        return new TurnTree(
                turns.stream().map(turn -> turn == before ? there : turn).toList(), newest);
    }

    /** The place by the present names of turns. */
    private TurnPlace settled(TurnPlace place) {
        TurnPlace next = leaf.map(TurnPlace::after).orElse(TurnPlace.FIRST);
        return switch (place) {
            case TurnPlace.Next anywhere -> next;
            case TurnPlace.First first -> first;
            case TurnPlace.After(ReplyId turn, boolean isRequired) ->
                find(turn)
                        .map(there -> TurnPlace.after(there.reply()))
                        .orElse(isRequired ? TurnPlace.after(turn) : next);
        };
    }

    TurnTree endingWith(ReplyId newest) {
        return new TurnTree(turns, Optional.of(newest));
    }

    /** The latest turn that follows this one, on whichever branch; itself if none does, and empty if it is not kept. */
    Optional<ReplyId> endOf(ReplyId name) {
        Optional<ReplyId> end = find(name).map(Turn::reply);
        Set<Turn> following = new HashSet<>();
        find(name).ifPresent(following::add);
        for (Turn turn : turns) {
            if (turn.place()
                    .parent()
                    .flatMap(this::find)
                    .filter(following::contains)
                    .isPresent()) {
                following.add(turn);
                end = Optional.of(turn.reply());
            }
        }
        return end;
    }
}
