package dev.runnel.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;

/** Chooses how the frames of a stream are encoded, and counts what compression saves. */
@Singleton
final class FrameEncodings {

    private final boolean compression;
    private final FrameEncoding uncompressed;
    private final CompressedBytes bytes;

    FrameEncodings(StreamConfig config, MeterRegistry metrics) {
        this.compression = config.compression() && !config.padding();
        this.uncompressed = config.padding() ? Padding.PADDED : FrameEncoding.PLAIN;
        this.bytes = new CompressedBytes(
                metrics,
                "runnel.stream.compression",
                "Bytes of compressed event streams, before and after compression");
    }

    FrameEncoding choose(HttpServerRequest request) {
        if (!compression) {
            return uncompressed;
        }
        request.response().headers().add("Vary", "Accept-Encoding");
        return AcceptedEncodings.includeGzip(request.headers().getAll("Accept-Encoding"))
                ? new GzipFrames(bytes)
                : uncompressed;
    }
}
