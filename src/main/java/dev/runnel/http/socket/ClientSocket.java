package dev.runnel.http.socket;

import dev.runnel.ClientAddress;
import dev.runnel.Failure;
import dev.runnel.UserId;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The open socket of one client, as a language sees it. Its methods belong on its event loop, which is also the {@link
 * Executor}: a task runs at once if the caller is there already.
 */
public interface ClientSocket extends Executor {

    /** Whose socket it is, by its address or its token; empty where neither says it. */
    Optional<UserId> user();

    /** From where it was opened. */
    ClientAddress address();

    /**
     * Takes a place for one more reply.
     *
     * @throws dev.runnel.FailureException with {@code TOO_MANY_REPLIES} if all are taken, with {@code UNAUTHENTICATED}
     *     if the client's token has expired, and with {@code SHUTTING_DOWN} if this process is about to stop
     */
    Lane open();

    /** Sends one message that belongs to no reply: an answer to what was asked. Does nothing if the socket is closed. */
    void send(String message);

    /** What to tell the client about what was thrown, as for a request: counts a refusal, and logs a bug. */
    Failure refusal(Throwable thrown);

    /**
     * Lets the client stay for as long as this token is valid. A bad token, or another user's, changes nothing.
     *
     * @param answer is given whether the token was good, on the event loop
     */
    void renew(String token, Consumer<Boolean> answer);
}
