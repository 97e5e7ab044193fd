package dev.runnel.front.conversation;

import dev.runnel.Failure;
import dev.runnel.FailureCode;

/** The last event that a viewer has seen, as it says. */
final class Position {

    static final long BEFORE_THE_FIRST = -1;

    private Position() {}

    /**
     * The {@code Last-Event-ID} header, which a reconnecting browser keeps up to date, before the {@code after}
     * parameter of an address that stays as it was.
     */
    static long of(String lastEventId, String after) {
        String said = lastEventId != null && !lastEventId.isBlank() ? lastEventId : after;
        if (said == null) {
            return BEFORE_THE_FIRST;
        }
        try {
            return Math.max(BEFORE_THE_FIRST, Long.parseLong(said.strip()));
        } catch (NumberFormatException e) {
            throw Failure.of(FailureCode.REQUEST_INVALID, "The position must be an event's number.")
                    .asException();
        }
    }
}
