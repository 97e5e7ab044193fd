package dev.runnel.limit;

import dev.runnel.Failure;

/** What the rate limit decided. */
public sealed interface Admission {

    /** Go on, and release the permit when the reply has ended. */
    record Allowed(Permit permit) implements Admission {}

    /** Not now; the failure says why, and when again. A refused request is not counted. */
    record Refused(Failure failure) implements Admission {}
}
