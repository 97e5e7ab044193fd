package dev.runnel.ledger;

/** No pod writes this reply any more, although it has not ended: its pod is gone, or has handed it over. */
public final class AbandonedReplyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Without a stack trace: it ends a viewer's stream, and may be created once for each viewer. */
    public AbandonedReplyException() {
        super("no pod writes this reply any more", null, false, false);
    }
}
