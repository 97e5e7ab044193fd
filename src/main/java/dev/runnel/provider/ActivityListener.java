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
        public void onThinking() {}

        @Override
        public void onCalling() {}
    };

    /** Bytes arrived, whatever they are: a comment, an empty event or a role. */
    void onActivity();

    /** The model reasons. */
    void onThinking();

    /** A piece of a call of a tool arrived, which is as good as text. */
    void onCalling();
}
