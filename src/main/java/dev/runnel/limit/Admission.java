package dev.runnel.limit;

import dev.runnel.Failure;

/** The decision of the rate limit. */
public sealed interface Admission {

    /** Allowed; the permit must be released when the reply has ended. */
    record Allowed(Permit permit) implements Admission {}

    /** Refused; the failure says why and when to try again. A refused request is not counted. */
    record Refused(Failure failure) implements Admission {}
}
