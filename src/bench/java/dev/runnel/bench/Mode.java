package dev.runnel.bench;

/** How much of the service takes part. */
enum Mode {
    IN_PROCESS("in process", false, false),
    REDIS("Redis", true, false),
    EVERYTHING("Redis, insight", true, true);

    private final String title;
    private final boolean redis;
    private final boolean insight;

    Mode(String title, boolean redis, boolean insight) {
        this.title = title;
        this.redis = redis;
        this.insight = insight;
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
}
