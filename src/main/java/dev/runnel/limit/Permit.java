package dev.runnel.limit;

/** A place among the running replies. */
public interface Permit {

    /** For a reply that was admitted elsewhere. */
    Permit NONE = () -> {};

    /** Gives the place back. A second call does nothing. */
    void release();
}
