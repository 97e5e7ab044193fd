package dev.runnel.bench;

/**
 * How much load.
 *
 * @param streams that are open at the same time
 * @param intervalMs between two tokens of a stream
 */
record Level(int streams, int intervalMs) {

    int tokensPerSecond() {
        return streams * 1000 / intervalMs;
    }

    ScriptedReply order() {
        return ScriptedReply.of(ScriptedReply.UNTIL_TOLD, intervalMs);
    }
}
