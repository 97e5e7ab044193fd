package dev.runnel.limit;

/** A slot among the running replies. */
public interface Permit {

    /** For a reply that was admitted on another pod. */
    Permit NONE = () -> {};

    /** Gives the slot back. A second call does nothing. */
    void release();
}
