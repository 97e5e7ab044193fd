package dev.runnel.testing;

/** What all chunks of one reply have in common. */
record Heading(String id, long created, String model, boolean usageWanted) {}
