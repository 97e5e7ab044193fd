package dev.runnel.session;

import dev.runnel.ReplyId;
import dev.runnel.TurnPlace;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the tree of a session's turns from its hash, whose fields are described at {@link SessionScripts}. */
final class StoredTurns {

    private final Response hash;
    private final List<String> order;
    private final Map<String, List<ReplyId>> continued;
    private final long dropped;
    private final boolean mayBeArchived;
    private final Optional<ReplyId> chosen;
    /** The last turn when that branch was chosen. */
    private final String since;

    private final List<Turn> turns = new ArrayList<>();

    private StoredTurns(Response hash, boolean hasArchive) {
        this.hash = hash;
        this.dropped = StoredSession.number(StoredSession.text(hash, "dropped"));
        this.mayBeArchived = hasArchive && dropped > 0;
        this.order = names(StoredSession.text(hash, "order"));
        this.continued = continued(StoredSession.text(hash, "was"));
        String[] leaf = StoredSession.text(hash, "leaf").split(" ");
        this.chosen = leaf.length == 2 ? ReplyId.read(leaf[0]) : Optional.empty();
        this.since = leaf.length == 2 ? leaf[1] : "";
    }

    /**
     * @param hash all fields of a session; empty if there is none
     * @param hasArchive whether turns outside the window are kept, too
     */
    static TurnTree read(Response hash, boolean hasArchive) {
        return new StoredTurns(hash, hasArchive).tree();
    }

    private TurnTree tree() {
        String before = "";
        for (String id : order) {
            TurnPlace place = placeOf(id, before);
            TurnJson.read(StoredSession.text(hash, "turn:" + id))
                    .flatMap(messages -> ReplyId.read(id)
                            .map(reply -> new Turn(
                                    reply,
                                    messages,
                                    StoredSession.number(StoredSession.text(hash, "writer:" + id)),
                                    place,
                                    continued.getOrDefault(id, List.of()))))
                    .ifPresent(turns::add);
            before = id;
        }
        return new TurnTree(turns, leaf());
    }

    private TurnPlace placeOf(String id, String before) {
        Response parent = hash.get("parent:" + id);
        if (parent != null) {
            return ReplyId.read(parent.toString()).map(TurnPlace::after).orElse(TurnPlace.FIRST);
        }
        // Of an older version, which knew of no branch: what was chosen was followed by what it added.
        if (before.equals(since) && chosen.filter(this::isThere).isPresent()) {
            return TurnPlace.after(chosen.get());
        }
        if (turns.isEmpty()) {
            return dropped > 0 ? TurnPlace.NEXT : TurnPlace.FIRST;
        }
        return TurnPlace.after(turns.getLast().reply());
    }

    private Optional<ReplyId> leaf() {
        boolean isLast = !order.isEmpty() && order.getLast().equals(since);
        Optional<ReplyId> last =
                turns.isEmpty() ? Optional.empty() : Optional.of(turns.getLast().reply());
        return isLast ? chosen.filter(this::isThere).or(() -> last) : last;
    }

    private boolean isThere(ReplyId turn) {
        return mayBeArchived || turns.stream().anyMatch(there -> there.reply().equals(turn));
    }

    private static List<String> names(String order) {
        List<String> names = new ArrayList<>();
        for (String place : order.strip().split(" ")) {
            names.add(place.substring(0, Math.max(0, place.indexOf('/'))));
        }
        return names;
    }

    private static Map<String, List<ReplyId>> continued(String was) {
        Map<String, List<ReplyId>> names = new HashMap<>();
        for (String name : was.strip().split(" ")) {
            int at = Math.max(0, name.indexOf('>'));
            ReplyId.read(name.substring(0, at))
                    .ifPresent(old -> names.computeIfAbsent(name.substring(at + 1), now -> new ArrayList<>())
                            .add(old));
        }
        return names;
    }
}
