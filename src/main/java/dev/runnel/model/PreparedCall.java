package dev.runnel.model;

import dev.langchain4j.service.TokenStream;
import dev.runnel.provider.Provider;
import dev.runnel.provider.Reservation;
import java.util.Optional;

/**
 * The first call for a message, prepared before it is known whether it will be made. Nothing of it has been sent to the
 * provider. {@link ReplyModel#stream} uses it; otherwise it must be released.
 */
public final class PreparedCall {

    /** Nothing was prepared, as for a reply that is taken over from another pod. */
    public static final PreparedCall NONE = new PreparedCall(null, Reservation.NONE, null, null);

    private final Provider provider;
    private final Reservation connection;
    private final String message;
    private TokenStream tokens;

    PreparedCall(Provider provider, Reservation connection, String message, TokenStream tokens) {
        this.provider = provider;
        this.connection = connection;
        this.message = message;
        this.tokens = tokens;
    }

    /** Gives back what was not used. May be called from any thread, and more than once. */
    public void release() {
        connection.release();
    }

    /** The reserved connection, if the call goes to the provider that it was reserved for. */
    Reservation connectionTo(Provider asked) {
        return asked.equals(provider) ? connection : Reservation.NONE;
    }

    /** The answer to this message; it can be consumed once. */
    synchronized Optional<TokenStream> answerTo(String asked) {
        Optional<TokenStream> answer = Optional.ofNullable(tokens).filter(unused -> asked.equals(message));
        if (answer.isPresent()) {
            tokens = null;
        }
        return answer;
    }
}
