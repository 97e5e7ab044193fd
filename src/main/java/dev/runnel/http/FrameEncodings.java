package dev.runnel.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/** Chooses how the frames of a stream are encoded, and counts what compression saves. */
@Singleton
final class FrameEncodings {

    private final boolean compression;
    private final FrameEncoding uncompressed;
    private final Counter plainBytes;
    private final Counter sentBytes;

    FrameEncodings(StreamConfig config, MeterRegistry metrics) {
        this.compression = config.compression() && !config.padding();
        this.uncompressed = config.padding() ? Padding.PADDED : FrameEncoding.PLAIN;
        this.plainBytes = bytes(metrics, "before");
        this.sentBytes = bytes(metrics, "after");
    }

    private static Counter bytes(MeterRegistry metrics, String stage) {
        return Counter.builder("runnel.stream.compression")
                .description("Bytes of compressed event streams, before and after compression")
                .baseUnit("bytes")
                .tag("stage", stage)
                .register(metrics);
    }

    FrameEncoding choose(HttpServerRequest request) {
        if (!compression) {
            return uncompressed;
        }
        request.response().headers().add("Vary", "Accept-Encoding");
        return AcceptedEncodings.includeGzip(request.headers().getAll("Accept-Encoding"))
                ? new GzipFrames(this::count)
                : uncompressed;
    }

    private void count(int plain, int sent) {
        plainBytes.increment(plain);
        sentBytes.increment(sent);
    }
}
