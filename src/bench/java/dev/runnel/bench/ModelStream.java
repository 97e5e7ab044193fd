package dev.runnel.bench;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;

/** One reply that the scripted provider makes. */
final class ModelStream {

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final ScriptedReply order;
    private final boolean fails;
    private final Consumer<ModelStream> onEnd;
    private long next;
    private long sent;
    private boolean ended;

    /**
     * @param fails whether the order's fault happens this time
     * @param first the first token's number: above 0 when a reply is taken up again
     */
    ModelStream(
            HttpServerRequest request, ScriptedReply order, boolean fails, long first, Consumer<ModelStream> onEnd) {
        this.request = request;
        this.response = request.response();
        this.order = order;
        this.fails = fails;
        this.next = first;
        this.onEnd = onEnd;
        response.putHeader("Content-Type", "text/event-stream").setChunked(true);
        response.exceptionHandler(unused -> {});
        response.closeHandler(unused -> end());
    }

    ScriptedReply order() {
        return order;
    }

    boolean isEnded() {
        return ended;
    }

    /** Sends the next token, or the end when there is none. */
    void speak() {
        if (fails && next >= order.tokens() / 2) {
            fail();
        } else if (order.tokens() != ScriptedReply.UNTIL_TOLD && next >= order.tokens()) {
            finish();
        } else {
            response.write(ModelWire.token(next++));
            sent++;
        }
    }

    private void fail() {
        switch (order.fault()) {
            case CUT -> request.connection().close();
            case GARBLED -> response.write(ModelWire.garbage());
            case STALLED -> {}
            case NONE, REFUSED -> throw new IllegalStateException("cannot fail by " + order.fault());
        }
        // A provider that is silent, or told nonsense, keeps its connection: whoever listens has to close it.
        ended = true;
    }

    void finish() {
        if (!ended) {
            response.end(ModelWire.end(sent));
            end();
        }
    }

    private void end() {
        ended = true;
        onEnd.accept(this);
    }
}
