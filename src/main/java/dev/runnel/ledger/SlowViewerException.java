package dev.runnel.ledger;

/** The viewer did not read for too long. Nothing is lost: it may continue from where it stopped. */
public final class SlowViewerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** For cutting off such a viewer. */
    public SlowViewerException() {
        super("the viewer does not read", null, false, false);
    }
}
