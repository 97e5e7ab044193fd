package dev.runnel.http.deflate;

/** Hears what compression does. */
@FunctionalInterface
public interface CompressionListener {

    /** A part of a stream had so many bytes, and so many were sent for it. */
    void compressed(int plain, int sent);
}
