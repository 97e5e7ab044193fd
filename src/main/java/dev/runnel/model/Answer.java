package dev.runnel.model;

/** A whole answer, and who gave it. */
public record Answer(String text, ModelEvent.Finished finished) {}
