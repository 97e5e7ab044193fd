package dev.runnel.ledger;

/** The stored reply was not written by this service, or has a format that this version does not know. */
public final class UnreadableReplyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param what describes for operators what was found in Redis */
    public UnreadableReplyException(String what) {
        super(what, null, false, false);
    }
}
