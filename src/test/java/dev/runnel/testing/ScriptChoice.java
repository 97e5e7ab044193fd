package dev.runnel.testing;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;

/** Which script answers the next request. */
final class ScriptChoice {
    private static final Script HEALTHY = Script.reply("Hello", ", ", "world", ".");

    private final Queue<Script> queue = new ArrayDeque<>();
    private final Queue<Script> nonStreamingQueue = new ArrayDeque<>();
    private Script usual = HEALTHY;
    private Script usualNonStreaming;
    private Function<RecordedRequest, Script> answering;

    synchronized void enqueue(List<Script> scripts) {
        queue.addAll(scripts);
    }

    synchronized void enqueueNonStreaming(List<Script> scripts) {
        nonStreamingQueue.addAll(scripts);
    }

    synchronized void byDefault(Script script) {
        usual = script;
    }

    synchronized void byDefaultNonStreaming(Script script) {
        usualNonStreaming = script;
    }

    synchronized void answering(Function<RecordedRequest, Script> function) {
        answering = function;
    }

    synchronized void reset() {
        queue.clear();
        nonStreamingQueue.clear();
        usual = HEALTHY;
        usualNonStreaming = null;
        answering = null;
    }

    /** Takes a script from its queue now; a function given by the test is run by the caller. */
    synchronized Function<RecordedRequest, Script> take(boolean streaming) {
        if (answering != null) {
            return answering;
        }
        Script script = next(streaming);
        return request -> script;
    }

    private Script next(boolean streaming) {
        if (!streaming && !nonStreamingQueue.isEmpty()) {
            return nonStreamingQueue.remove();
        }
        if (!streaming && usualNonStreaming != null) {
            return usualNonStreaming;
        }
        return queue.isEmpty() ? usual : queue.remove();
    }
}
