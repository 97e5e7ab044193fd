package dev.runnel.http.socket;

/** A language that clients speak over sockets. Each front provides one bean of it; the machine finds them all. */
public interface SocketLanguage {

    /** The address, with {@code {user_id}} as its only possible parameter: whose socket it is. */
    String path();

    /** Begins to speak with one client, on the socket's event loop. */
    SocketDialogue begin(ClientSocket socket);
}
