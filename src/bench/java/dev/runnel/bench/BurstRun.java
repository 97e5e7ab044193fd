package dev.runnel.bench;

import java.time.Duration;

/** Two hundred new streams a second, each of fifty tokens in five seconds. */
final class BurstRun {

    private static final int PER_SECOND = 200;
    private static final ScriptedReply ORDER = ScriptedReply.of(50, 100);
    private static final Duration LAST_WORDS = Duration.ofSeconds(60);
    /** Expired entries go when the next one is looked up, and some of them on a clock of ten seconds. */
    private static final int GRACE_SECONDS = 15;

    private final Plan plan;
    private final Load load;

    BurstRun(Plan plan, Load load) {
        this.plan = plan;
        this.load = load;
    }

    Burst measure(Subject subject) {
        Inspector inspector = subject.inspector().orElseThrow();
        // Once before: pools and code that have grown to their size are no leak.
        rush(subject, new Tally());
        forget(subject);
        ProcessStats idle = inspector.lookAfterCollection();
        Tally tally = new Tally();
        rush(subject, tally);
        ProcessStats peak = inspector.look();
        forget(subject);
        ProcessStats after = inspector.lookAfterCollection();
        return new Burst(
                subject.title(),
                plan.burstSeconds() * PER_SECOND,
                tally.complete.get(),
                tally.wrong.get(),
                tally.failures(),
                tally.takeFirstToken(),
                mib(idle.heapBytes()),
                mib(after.heapBytes()),
                mib(idle.residentBytes()),
                mib(peak.residentBytes()),
                mib(after.residentBytes()));
    }

    private void rush(Subject subject, Tally tally) {
        load.open(subject.target(), ORDER, plan.burstSeconds() * PER_SECOND, PER_SECOND, tally);
        Pause.until(() -> tally.open.get() == 0, LAST_WORDS);
    }

    /** Waits until what is kept of ended replies has expired, and lets one more reply find that out. */
    private void forget(Subject subject) {
        Pause.seconds(plan.retentionSeconds() + GRACE_SECONDS);
        Load.await(load.stream(subject.target(), ScriptedReply.of(2, 2), new Tally()));
    }

    private static double mib(long bytes) {
        return bytes / 1024.0 / 1024;
    }
}
