package dev.runnel.ledger.shared;

import dev.runnel.ReplyId;
import dev.runnel.TurnPlace;
import java.util.Optional;

/**
 * Writes where a turn belongs: nothing for the end of the current branch, empty for the beginning, else the turn before,
 * after a question mark if that need not exist. A pod of an older version passes over it, and adds the turn at the end.
 */
final class PlaceCodec {

    private static final String UNLESS_MISSING = "?";

    private PlaceCodec() {}

    static Optional<String> encode(TurnPlace place) {
        return switch (place) {
            case TurnPlace.Next next -> Optional.empty();
            case TurnPlace.First first -> Optional.of("");
            case TurnPlace.After after -> Optional.of((after.isRequired() ? "" : UNLESS_MISSING) + after.turn());
        };
    }

    static TurnPlace decode(Optional<String> field) {
        if (field.isEmpty() || field.get().isEmpty()) {
            return field.isEmpty() ? TurnPlace.NEXT : TurnPlace.FIRST;
        }
        boolean isRequired = !field.get().startsWith(UNLESS_MISSING);
        return ReplyId.read(isRequired ? field.get() : field.get().substring(1))
                .<TurnPlace>map(turn -> new TurnPlace.After(turn, isRequired))
                .orElse(TurnPlace.NEXT);
    }
}
