package dev.runnel;

import java.util.Arrays;
import java.util.Locale;

/** When a message is asked that comes while a reply runs in its conversation. */
public enum When {
    /** When that reply, and all that wait already, have ended. */
    QUEUE,
    /** Within that reply: its model is told at the next safe point. */
    STEER,
    /** At once: that reply is stopped. */
    INTERRUPT;

    /**
     * Reads what a client says.
     *
     * @param said null for {@link #QUEUE}
     * @throws FailureException with {@link FailureCode#REQUEST_INVALID} if it is none of the three
     */
    public static When of(String said) {
        if (said == null) {
            return QUEUE;
        }
        return Arrays.stream(values())
                .filter(when -> when.wireName().equals(said))
                .findFirst()
                .orElseThrow(() -> Failure.ofParameter(
                                FailureCode.REQUEST_INVALID, "when has to be queue, steer or interrupt.", "when")
                        .asException());
    }

    /** The name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
