package dev.runnel.ledger;

/** What is stored of this reply is not what any process of ours writes, or not in a form that this one knows. */
public final class UnreadableReplyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param what stands there instead, in words for operators */
    public UnreadableReplyException(String what) {
        super(what, null, false, false);
    }
}
