package dev.runnel.ledger;

/** The viewer has left events unread for too long. Nothing is lost: it may come back and read on. */
public final class SlowViewerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Without a stack trace: it only ends the viewer's stream. */
    public SlowViewerException() {
        super("the viewer does not read", null, false, false);
    }
}
