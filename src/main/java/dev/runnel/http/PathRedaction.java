package dev.runnel.http;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/** Takes the user out of the path of a request's span, which the framework fills in. Not asked while traces are off. */
@Singleton
class PathRedaction implements SpanProcessor {

    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    private static final Pattern USER = Pattern.compile("^(/+api/+[^/]+/+)[^/]+");

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        String path = span.getAttribute(PATH);
        if (path != null) {
            span.setAttribute(PATH, USER.matcher(path).replaceFirst("$1{user_id}"));
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
