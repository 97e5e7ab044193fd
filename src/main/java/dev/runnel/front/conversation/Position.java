package dev.runnel.front.conversation;

import dev.runnel.Failure;
import dev.runnel.FailureCode;

/** The last event that a viewer has seen, as the viewer reports it. */
final class Position {

    static final long BEFORE_THE_FIRST = -1;

    private Position() {}

    /**
     * The {@code Last-Event-ID} header, which a reconnecting browser updates, or else the {@code after} parameter of
     * the address, which stays the same.
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
