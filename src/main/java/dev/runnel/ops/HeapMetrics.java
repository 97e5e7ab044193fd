package dev.runnel.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/**
 * Metrics of the heap that also work in a native image. There the framework's {@code jvm.memory.max} is -1, and its
 * metrics of garbage collections do not exist, because they depend on notifications that a native image does not send.
 */
@Singleton
class HeapMetrics implements MeterBinder {

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("runnel.heap.max", Runtime.getRuntime(), Runtime::maxMemory)
                .description("The maximum size of the heap.")
                .baseUnit("bytes")
                .register(registry);
        FunctionCounter.builder("runnel.gc", Runtime.getRuntime(), unused -> secondsInCollections())
                .description("Time spent in garbage collections.")
                .baseUnit("seconds")
                .register(registry);
    }

    private static double secondsInCollections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                        // -1 if a collector does not know.
                        .filter(millis -> millis > 0)
                        .sum()
                / 1000.0;
    }
}
