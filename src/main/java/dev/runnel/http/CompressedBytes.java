package dev.runnel.http;

import dev.runnel.http.deflate.CompressionListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what compression saves. */
final class CompressedBytes implements CompressionListener {

    private final Counter before;
    private final Counter after;

    /** @param metric to which the unit is added */
    CompressedBytes(MeterRegistry metrics, String metric, String description) {
        this.before = counter(metrics, metric, description, "before");
        this.after = counter(metrics, metric, description, "after");
    }

    private static Counter counter(MeterRegistry metrics, String metric, String description, String stage) {
        return Counter.builder(metric)
                .description(description)
                .baseUnit("bytes")
                .tag("stage", stage)
                .register(metrics);
    }

    @Override
    public void compressed(int plain, int sent) {
        before.increment(plain);
        after.increment(sent);
    }
}
