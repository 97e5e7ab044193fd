package dev.runnel.bench;

import java.util.Map;

/** How much of the service takes part. */
enum Mode {
    IN_PROCESS("in process", false, false, Map.of()),
    IMMEDIATE("Redis, shown at once", true, false, Map.of("RUNNEL_REPLY_DURABILITY", "immediate")),
    REDIS("Redis", true, false, Map.of()),
    COMPRESSED("Redis, compressed", true, false, Map.of("RUNNEL_STREAM_COMPRESSION", "true")),
    PADDED("Redis, padded", true, false, Map.of("RUNNEL_STREAM_PADDING", "true")),
    EVERYTHING("Redis, insight", true, true, Map.of());

    private final String title;
    private final boolean redis;
    private final boolean insight;
    private final Map<String, String> settings;

    Mode(String title, boolean redis, boolean insight, Map<String, String> settings) {
        this.title = title;
        this.redis = redis;
        this.insight = insight;
        this.settings = settings;
    }

    String title() {
        return title;
    }

    /** What its rows are called. */
    String subject() {
        return "Runnel, " + title;
    }

    boolean redis() {
        return redis;
    }

    boolean insight() {
        return insight;
    }

    /** Beside those that every mode has. */
    Map<String, String> settings() {
        return settings;
    }
}
