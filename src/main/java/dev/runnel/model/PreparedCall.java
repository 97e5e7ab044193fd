package dev.runnel.model;

import dev.langchain4j.service.TokenStream;
import dev.runnel.provider.Provider;
import dev.runnel.provider.Reservation;
import java.util.Optional;

/**
 * The first call for a message, as far as it can be made ready before it is known whether it will be made at all: the
 * provider has heard nothing of it. {@link ReplyModel#stream} uses it; else it has to be released.
 */
public final class PreparedCall {

    /** For a reply of which nobody knew before. */
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

    /** Gives back what was not used; from any thread, and as often as one likes. */
    public void release() {
        connection.release();
    }

    /** For a call to this provider; another one's is of no use to it. */
    Reservation connectionTo(Provider asked) {
        return asked == provider ? connection : Reservation.NONE;
    }

    /** The answer to this message, which can be listened to once. */
    synchronized Optional<TokenStream> answerTo(String asked) {
        Optional<TokenStream> answer = Optional.ofNullable(tokens).filter(unused -> asked.equals(message));
        if (answer.isPresent()) {
            tokens = null;
        }
        return answer;
    }
}
