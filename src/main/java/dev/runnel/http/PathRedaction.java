package dev.runnel.http;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/**
 * Replaces the address in a request's span, which the framework sets, with the template of its route: the path contains
 * ids of users and conversations, and the query may contain tokens. An address without a route is removed. Not used
 * while tracing is off.
 */
@Singleton
class PathRedaction implements SpanProcessor {

    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    private static final AttributeKey<String> QUERY = AttributeKey.stringKey("url.query");
    /** Attributes cannot be removed, only overwritten. */
    private static final String NOTHING = "";

    /** Looked up when it is needed: spans are processed before everything else is there. */
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
        // Its attributes cannot be changed any more.
    }

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
