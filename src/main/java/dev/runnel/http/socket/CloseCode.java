package dev.runnel.http.socket;

/**
 * Why this service closes a socket, as the code that the client gets (RFC 6455, 7.4, and IANA's registry of the codes
 * that came later).
 *
 * @param number the code
 * @param reason a sentence for whoever debugs a client; at most 123 bytes
 */
record CloseCode(int number, String reason) {

    static final CloseCode TEXT_ONLY = new CloseCode(1003, "Only text messages are understood here.");
    static final CloseCode TOO_MANY_FRAMES = new CloseCode(1008, "Too many frames in a minute.");
    static final CloseCode TOO_LARGE = new CloseCode(1009, "The message is too large.");
    static final CloseCode BUG = new CloseCode(1011, "Something went wrong on our side.");
    /** Service restart: another process has the replies. */
    static final CloseCode ELSEWHERE = new CloseCode(1012, "This process stops. Come back: another one goes on.");
    /** Unauthorized. */
    static final CloseCode EXPIRED = new CloseCode(3000, "The token has expired. Come back with a new one.");
    /** Timeout. */
    static final CloseCode SILENT = new CloseCode(3008, "Nothing was heard for too long.");
}
