package dev.runnel;

import java.util.Locale;

/** Every reason for which Runnel refuses or ends a reply. The wire name of each is part of the public contract. */
public enum FailureCode {
    INVALID_JSON("The request is not valid JSON of the expected shape.", false),
    MESSAGE_REQUIRED("Please write a message first.", false),
    MESSAGE_TOO_LONG("This message is too long.", false),
    USER_ID_INVALID("The user id is not valid.", false),
    SESSION_ID_INVALID("The session id is not valid.", false),
    REQUEST_INVALID("The request is not valid.", false),
    UNSUPPORTED_MEDIA_TYPE("The request must be sent as application/json.", false),
    NOT_ACCEPTABLE("The answer cannot be given in the requested format.", false),
    METHOD_NOT_ALLOWED("This method is not supported here.", false),
    NOT_FOUND("There is nothing here.", false),
    BODY_TOO_LARGE("The request is too large.", false),
    UNAUTHENTICATED("Please sign in again.", false),
    FORBIDDEN("You have no access to this conversation.", false),
    AUTHENTICATION_UNAVAILABLE("Your sign-in cannot be checked right now. Please try again in a moment.", true),
    REPLY_UNKNOWN("This reply does not exist or has expired.", false),
    SESSION_UNKNOWN("This conversation does not exist or has expired.", false),

    RATE_LIMITED("You are sending messages too quickly. Please wait a moment.", true),
    TOO_MANY_REPLIES("Please wait until your other replies have finished.", true),
    QUEUE_FULL("Too many of your messages are waiting already. Please wait until one was answered.", true),
    OVERLOADED("The service is very busy right now. Please try again in a moment.", true),
    SHUTTING_DOWN("The service is restarting. Please try again in a moment.", true),
    REPLY_UNREACHABLE("This reply cannot be reached right now. Please try again in a moment.", true),
    SESSION_UNREACHABLE("This conversation cannot be reached right now. Please try again in a moment.", true),

    PROVIDER_RATE_LIMITED("The AI provider is very busy right now. Please try again in a moment.", true),
    PROVIDER_UNAVAILABLE("The AI provider cannot be reached right now. Please try again.", true),
    PROVIDER_TIMEOUT("The AI provider did not answer in time. Please try again.", true),
    PROVIDER_STALLED("The reply stopped arriving. Please try again.", true),
    PROVIDER_CUT("The reply was cut off. Please try again.", true),
    PROVIDER_MALFORMED("The reply arrived damaged. Please try again.", true),
    PROVIDER_EMPTY("The AI provider sent an empty reply. Please try again.", true),
    PROVIDER_ERROR("The AI provider reported an error. Please try again.", true),
    PROVIDER_REJECTED("The AI provider did not accept this request.", false),
    PROVIDER_UNAUTHORIZED("The AI provider did not accept this service's credentials.", false),
    CONTEXT_LENGTH_EXCEEDED("This conversation has become too long for the model. Please start a new one.", false),
    CONTENT_FILTERED("The AI provider declined to answer this for safety reasons.", false),

    INTERNAL_ERROR("Something went wrong on our side. Please try again.", true);

    private final String sentence;
    private final boolean retryable;

    FailureCode(String sentence, boolean retryable) {
        this.sentence = sentence;
        this.retryable = retryable;
    }

    /** The stable {@code code} on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A sentence that may be shown to a person. */
    public String sentence() {
        return sentence;
    }

    /** Whether the same request may succeed later. */
    public boolean retryable() {
        return retryable;
    }
}
