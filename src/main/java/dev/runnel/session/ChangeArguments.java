package dev.runnel.session;

import dev.runnel.TurnPlace;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** The arguments of {@link SessionScripts#CHANGE}. */
final class ChangeArguments {

    private ChangeArguments() {}

    static List<String> of(SessionKey key, UnconfirmedChanges changes, Keeping keeping) {
        List<String> arguments = new ArrayList<>(List.of(
                Integer.toString(keeping.window()),
                Long.toString(keeping.ttl().toMillis()),
                now(),
                key.session().value(),
                Title.of(changes.turns()).text(),
                changes.context().map(ContextJson::write).orElse(""),
                changes.summary().map(Summary::text).orElse(""),
                changes.summary()
                        .map(summary -> Long.toString(summary.covers()))
                        .orElse(""),
                Integer.toString(keeping.maxSessions()),
                Long.toString(keeping.maxBytes()),
                SessionKey.prefix(key.user()),
                changes.summary().flatMap(Summary::last).map(Object::toString).orElse(""),
                keeping.all() ? "1" : "0",
                SessionKey.archives(key.user())));
        changes.turns()
                .forEach(turn -> arguments.addAll(List.of(
                        turn.reply().value(),
                        Integer.toString(turn.messages().size()),
                        TurnJson.write(turn.messages()),
                        Long.toString(turn.writer()),
                        placeOf(turn.place()),
                        turn.continued().stream()
                                .findFirst()
                                .map(Object::toString)
                                .orElse(""))));
        return arguments;
    }

    /** In µs since 1970. */
    static String now() {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
    }

    private static String placeOf(TurnPlace place) {
        return switch (place) {
            case TurnPlace.Next next -> " ";
            case TurnPlace.First first -> "";
            case TurnPlace.After after -> (after.isRequired() ? "" : "?") + after.turn();
        };
    }
}
