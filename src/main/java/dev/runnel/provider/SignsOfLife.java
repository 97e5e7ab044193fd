package dev.runnel.provider;

/**
 * Hears what a provider sends beside the reply's text. Both are called for many events of a reply, on its connection's
 * event loop.
 */
public interface SignsOfLife {

    /** For whoever does not care. */
    SignsOfLife IGNORED = new SignsOfLife() {
        @Override
        public void alive() {}

        @Override
        public void thinking() {}
    };

    /** Somebody holds the line: bytes came, be they a comment, an empty event or a role. */
    void alive();

    /** The model reasons. */
    void thinking();
}
