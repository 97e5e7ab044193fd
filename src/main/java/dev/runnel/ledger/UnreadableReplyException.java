package dev.runnel.ledger;

/** What is stored of this reply was not written by this service, or in a format that this version does not know. */
public final class UnreadableReplyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param what describes for operators what is stored instead */
    public UnreadableReplyException(String what) {
        super(what, null, false, false);
    }
}
