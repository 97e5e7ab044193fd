package dev.runnel.session;

import dev.runnel.Message;
import dev.runnel.ReplyId;
import dev.runnel.TurnPlace;
import dev.runnel.redis.RedisLink;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The turns of sessions in Redis that are outside the window. They are read in pieces: there may be thousands. */
final class ArchivedTurns {

    /** Few enough that other commands do not wait for this one, and that it answers in time. */
    private static final int AT_ONCE = 50;

    private final RedisLink redis;

    ArchivedTurns(RedisLink redis) {
        this.redis = redis;
    }

    /** All of a session, in the order in which they were asked, without their messages. */
    Uni<List<Turn>> places(SessionKey key) {
        return redis.call(api -> ArchiveScripts.PLACES.run(api, List.of(key.archive()), List.of()))
                .map(ArchivedTurns::turns);
    }

    private static List<Turn> turns(Response places) {
        List<Turn> turns = new ArrayList<>();
        for (int i = 0; i + 1 < places.size(); i += 2) {
            TurnPlace place = placeOf(places.get(i + 1).toString(), turns);
            ReplyId.read(places.get(i).toString())
                    .ifPresent(id -> turns.add(new Turn(id, List.of(), 0, place, List.of())));
        }
        return turns;
    }

    private static TurnPlace placeOf(String parent, List<Turn> before) {
        if (parent.equals(ArchiveScripts.NO_PARENT)) {
            return before.isEmpty()
                    ? TurnPlace.FIRST
                    : TurnPlace.after(before.getLast().reply());
        }
        return ReplyId.read(parent).map(TurnPlace::after).orElse(TurnPlace.FIRST);
    }

    /** These turns, those without messages with them. Those that are there no more are left out. */
    Uni<List<Turn>> read(SessionKey key, List<Turn> turns) {
        List<String> unread = turns.stream()
                .filter(turn -> turn.messages().isEmpty())
                .map(turn -> turn.reply().value())
                .toList();
        Map<String, List<Message>> messages = new HashMap<>();
        return Multi.createFrom()
                .range(0, (unread.size() + AT_ONCE - 1) / AT_ONCE)
                .map(piece -> unread.subList(piece * AT_ONCE, Math.min(unread.size(), (piece + 1) * AT_ONCE)))
                .onItem()
                .transformToUniAndConcatenate(ids -> read(key, ids, messages))
                .collect()
                .last()
                .map(unused -> turns.stream()
                        .map(turn -> turn.messages().isEmpty()
                                ? turn.saying(messages.getOrDefault(turn.reply().value(), List.of()))
                                : turn)
                        .filter(turn -> !turn.messages().isEmpty())
                        .toList());
    }

    private Uni<Void> read(SessionKey key, List<String> ids, Map<String, List<Message>> messages) {
        List<String> command = new ArrayList<>(List.of(key.archive()));
        ids.forEach(id -> command.add("turn:" + id));
        return redis.call(api -> api.hmget(command))
                .invoke(texts -> {
                    for (int i = 0; i < ids.size(); i++) {
                        String id = ids.get(i);
                        Optional.ofNullable(texts.get(i))
                                .flatMap(text -> TurnJson.read(text.toString()))
                                .ifPresent(said -> messages.put(id, said));
                    }
                })
                .replaceWithVoid();
    }
}
