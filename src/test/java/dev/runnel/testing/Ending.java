package dev.runnel.testing;

/** How the body of an answer ends. */
enum Ending {
    /** As HTTP wants it; the connection can be used again. */
    CLEAN,
    /** Not at all: the socket stays open and nothing more is sent. */
    STALL,
    /** The socket is closed before the body is whole. */
    CUT,
    /** The socket is closed with a RST. */
    RESET
}
