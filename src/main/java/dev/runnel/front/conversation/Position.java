package dev.runnel.front.conversation;

import dev.runnel.Failure;
import dev.runnel.FailureCode;

/** Reads a request's position in a reply: the number of the last event that the viewer has seen. */
final class Position {

    static final long BEFORE_THE_FIRST = -1;

    private Position() {}

    /**
     * Takes the {@code Last-Event-ID} header before the {@code after} parameter: a browser that reconnects updates the
     * header, but repeats the address.
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
