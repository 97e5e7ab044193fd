package dev.runnel.http;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/**
 * Replaces the address in a request's span with the template of its route, because the path contains ids of users and
 * conversations, and the query may contain tokens. Removes an address without a route. Not used while tracing is off.
 */
@Singleton
class PathRedaction implements SpanProcessor {

    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    private static final AttributeKey<String> QUERY = AttributeKey.stringKey("url.query");
    /** Overwrites an attribute, because attributes cannot be removed. */
    private static final String NOTHING = "";

    /** Looked up late, because the first spans come before all beans are there. */
    private final Instance<Refusals> refusals;

    PathRedaction(Instance<Refusals> refusals) {
        this.refusals = refusals;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        String path = span.getAttribute(PATH);
        if (path != null) {
            span.setAttribute(PATH, refusals.get().templateAt(path).orElse(NOTHING));
        }
        if (span.getAttribute(QUERY) != null) {
            span.setAttribute(QUERY, NOTHING);
        }
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        // Attributes of an ended span cannot be changed.
    }

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
