package dev.runnel.http;

import dev.runnel.FailureCode;

/** The HTTP status of each failure code. */
public final class FailureStatus {

    private FailureStatus() {}

    /** The status of a response with this code. */
    public static int of(FailureCode code) {
        return switch (code) {
            case INVALID_JSON,
                    MESSAGE_REQUIRED,
                    MESSAGE_TOO_LONG,
                    USER_ID_INVALID,
                    SESSION_ID_INVALID,
                    REQUEST_INVALID -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND, REPLY_UNKNOWN, SESSION_UNKNOWN -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case NOT_ACCEPTABLE -> 406;
            case BODY_TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            case CONTENT_FILTERED, CONTEXT_LENGTH_EXCEEDED -> 422;
            case RATE_LIMITED, TOO_MANY_REPLIES, QUEUE_FULL -> 429;
            case INTERNAL_ERROR -> 500;
            case PROVIDER_CUT,
                    PROVIDER_ERROR,
                    PROVIDER_MALFORMED,
                    PROVIDER_EMPTY,
                    PROVIDER_REJECTED,
                    PROVIDER_STALLED,
                    PROVIDER_UNAUTHORIZED -> 502;
            case AUTHENTICATION_UNAVAILABLE,
                    OVERLOADED,
                    SHUTTING_DOWN,
                    REPLY_UNREACHABLE,
                    SESSION_UNREACHABLE,
                    PROVIDER_RATE_LIMITED,
                    PROVIDER_UNAVAILABLE -> 503;
            case PROVIDER_TIMEOUT -> 504;
        };
    }

    /** The code for a status with which the framework itself refuses a request. */
    static FailureCode codeOf(int status) {
        return switch (status) {
            case 400 -> FailureCode.INVALID_JSON;
            case 401 -> FailureCode.UNAUTHENTICATED;
            case 403 -> FailureCode.FORBIDDEN;
            case 404 -> FailureCode.NOT_FOUND;
            case 405 -> FailureCode.METHOD_NOT_ALLOWED;
            case 406 -> FailureCode.NOT_ACCEPTABLE;
            case 413 -> FailureCode.BODY_TOO_LARGE;
            case 415 -> FailureCode.UNSUPPORTED_MEDIA_TYPE;
            default -> status >= 500 ? FailureCode.INTERNAL_ERROR : FailureCode.REQUEST_INVALID;
        };
    }
}
