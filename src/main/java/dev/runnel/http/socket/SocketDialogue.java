package dev.runnel.http.socket;

/** What a language says to one client. All methods are called on the socket's event loop, one at a time. */
public interface SocketDialogue {

    /**
     * A whole text message has arrived. Answers what is wrong with it in its own language; what it throws counts as a
     * bug of this service and closes the socket.
     */
    void heard(String message);

    /**
     * This process is about to stop: no further reply will be shown here, and those that are shown go on to their end.
     * A language that has no word for it says nothing; its client is told when the socket closes.
     */
    default void leaving() {}
}
