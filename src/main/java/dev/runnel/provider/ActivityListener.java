package dev.runnel.provider;

/**
 * Is told what a provider sends besides the reply's text. Both methods are called for many events of a reply, on its
 * connection's event loop.
 */
public interface ActivityListener {

    /** Ignores everything. */
    ActivityListener IGNORED = new ActivityListener() {
        @Override
        public void onActivity() {}

        @Override
        public void onThinking() {}
    };

    /** Bytes arrived, whatever they are: a comment, an empty event or a role. */
    void onActivity();

    /** The model reasons. */
    void onThinking();
}
