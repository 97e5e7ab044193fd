package dev.runnel.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An HTTP error: {@code Script.status(429).header("Retry-After", "2")}. */
public final class ErrorScript implements Script {
    private final Refusal refusal;
    private final Map<String, String> headers;
    private final String body;
    private final List<Action> waits;

    ErrorScript(Refusal refusal, Map<String, String> headers, String body, List<Action> waits) {
        this.refusal = refusal;
        this.headers = headers;
        this.body = body;
        this.waits = waits;
    }

    public ErrorScript header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new ErrorScript(refusal, more, body, waits);
    }

    /** The message within the dialect's error body. */
    public ErrorScript message(String message) {
        Refusal said = new Refusal(refusal.reason(), refusal.status(), message);
        return new ErrorScript(said, headers, body, waits);
    }

    /** This body in place of the dialect's: what a proxy in between would send. */
    public ErrorScript body(String contentType, String text) {
        return new ErrorScript(refusal, headers, text, waits).header("Content-Type", contentType);
    }

    public ErrorScript delayBeforeHeaders(Duration delay) {
        return waiting(new Action.Wait(delay));
    }

    public ErrorScript holdBeforeHeaders(Gate gate) {
        return waiting(new Action.Hold(gate));
    }

    Refusal refusal() {
        return refusal;
    }

    Map<String, String> headers() {
        return headers;
    }

    String body() {
        return body;
    }

    List<Action> waits() {
        return waits;
    }

    private ErrorScript waiting(Action wait) {
        List<Action> more = new ArrayList<>(waits);
        more.add(wait);
        return new ErrorScript(refusal, headers, body, List.copyOf(more));
    }
}
