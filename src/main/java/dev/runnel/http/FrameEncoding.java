package dev.runnel.http;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Turns the frames of one stream into bytes, in order. Not thread-safe. */
sealed interface FrameEncoding permits FrameEncoding.Plain, Padding, GzipFrames {

    /** UTF-8 as it is. It has no state, so all streams share it. */
    FrameEncoding PLAIN = new Plain();

    /** Its name in {@code Content-Encoding}; empty if it needs none. */
    default Optional<String> name() {
        return Optional.empty();
    }

    /** The bytes that let a client read this frame at once. */
    byte[] encode(String frame);

    /** The bytes that follow the last frame of a stream that ends well; may be none. */
    default byte[] end() {
        return new byte[0];
    }

    /** See {@link #PLAIN}. */
    record Plain() implements FrameEncoding {

        @Override
        public byte[] encode(String frame) {
            return frame.getBytes(StandardCharsets.UTF_8);
        }
    }
}
