package dev.runnel.limit;

/** A place among the running replies. */
public interface Permit {

    /** Gives the place back. A second call does nothing. */
    void release();
}
