package dev.runnel.ledger;

/** No pod writes this reply any more, though it has not ended: its pod is gone, or has left it to another. */
public final class AbandonedReplyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** For ending a viewer of such a reply. */
    public AbandonedReplyException() {
        super("nobody writes this reply any more", null, false, false);
    }
}
