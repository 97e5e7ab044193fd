package dev.runnel.testing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A collector within the application: keeps the spans that have ended. */
@Singleton
public final class RecordedSpans implements SpanExporter {
    private final List<SpanData> spans = new CopyOnWriteArrayList<>();

    @Override
    public CompletableResultCode export(Collection<SpanData> ended) {
        spans.addAll(ended);
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }

    public List<SpanData> all() {
        return List.copyOf(spans);
    }

    public List<SpanData> ofTrace(String traceId) {
        return spans.stream()
                .filter(span -> span.getTraceId().equals(traceId))
                .sorted((one, other) -> Long.compare(one.getStartEpochNanos(), other.getStartEpochNanos()))
                .toList();
    }

    /** Those of a trace that pass, by their beginnings, as soon as there are so many of them. */
    public List<SpanData> await(String traceId, Predicate<SpanData> which, int count) {
        return Awaitility.await()
                .until(() -> ofTrace(traceId).stream().filter(which).toList(), found -> found.size() >= count);
    }
}
