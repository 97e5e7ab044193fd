package dev.runnel.provider;

/**
 * Is told what a provider sends besides the reply's text. The methods are called for many events of a reply, on its
 * connection's event loop.
 */
public interface ActivityListener {

    /** Ignores everything. */
    ActivityListener IGNORED = new ActivityListener() {
        @Override
        public void onActivity() {}

        @Override
        public void onThinking(String thought) {}

        @Override
        public void onCalling() {}
    };

    /** Bytes arrived, whatever they are: a comment, an empty event or a role. */
    void onActivity();

    /**
     * The model reasons.
     *
     * @param thought what it thinks, in order and never twice; empty if it does not say, or if that is not to be shown
     */
    void onThinking(String thought);

    /** A piece of a call of a tool arrived, which is as good as text. */
    void onCalling();
}
