package dev.runnel.bench;

import io.vertx.mutiny.redis.client.Command;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Opens streams, lets them speak, looks what that costs, and lets them end. */
final class SteadyRun {

    private static final Duration LAST_WORDS = Duration.ofSeconds(120);
    private static final int REPLIES_PER_SECOND = 200;
    private static final int SETTLE_SECONDS = 3;
    private static final int PROBE_PAUSE_MS = 10;

    private final Plan plan;
    private final Load load;
    private final Target provider;
    private final MachineSpeed machine;

    SteadyRun(Plan plan, Load load, Target provider, MachineSpeed machine) {
        this.plan = plan;
        this.load = load;
        this.provider = provider;
        this.machine = machine;
    }

    /**
     * Short replies, until the subject's code is compiled: a reply's beginning too, of which there is only one for all
     * of its tokens.
     */
    void warmUp(Target target, int seconds) {
        Tally tally = new Tally();
        load.open(target, ScriptedReply.of(25, 20), seconds * REPLIES_PER_SECOND, REPLIES_PER_SECOND, tally);
        Pause.until(() -> tally.open.get() == 0, LAST_WORDS);
    }

    /** How the streams of a level are opened. */
    @FunctionalInterface
    interface Opening {
        void open(Tally tally);
    }

    /** Of a subject that is warm. */
    Steady measure(Subject subject, Level level) {
        return measure(
                subject,
                level,
                tally -> load.open(subject.target(), level.order(), level.streams(), Plan.STREAMS_PER_SECOND, tally));
    }

    /** The same with streams that are not one request each. */
    Steady measure(Subject subject, Level level, Opening opening) {
        double machineBefore = machine.measure();
        Optional<ProcessStats> idle = subject.inspector().map(Inspector::lookAfterCollection);
        long commandsBefore = commands(subject);
        Tally tally = new Tally();
        opening.open(tally);
        Pause.seconds(SETTLE_SECONDS);

        Optional<ProcessStats> first = subject.inspector().map(Inspector::look);
        long commandsFirst = commands(subject);
        long tokensFirst = tally.tokens.get();
        tally.takeTransit();
        Pause.seconds(plan.windowSeconds());
        Samples.Summary transit = tally.takeTransit();
        long tokens = tally.tokens.get() - tokensFirst;
        long commands = commands(subject) - commandsFirst;
        Optional<ProcessStats> last = subject.inspector().map(Inspector::look);

        Tally direct = new Tally();
        Tally through = new Tally();
        probe(subject.target(), through, direct);
        Optional<ProcessStats> loaded = subject.inspector().map(Inspector::lookAfterCollection);
        finish(tally);
        if (tally.failed() > 0) {
            System.out.println(subject.title() + " failed: " + tally.failures());
        }

        double perToken = (double) commands / tokens;
        return new Steady(
                subject.title(),
                level.streams(),
                level.tokensPerSecond(),
                tally.complete.get(),
                tally.wrong.get() + through.wrong.get(),
                tally.failed() + through.failed() + tally.open.get(),
                (machineBefore + machine.measure()) / 2,
                difference(first, last, vitals -> vitals.cpu().toNanos()) / 1000 / tokens,
                transit,
                through.takeFirstToken(),
                direct.takeFirstToken(),
                difference(idle, loaded, ProcessStats::heapBytes) / 1024 / level.streams(),
                difference(idle, last, ProcessStats::residentBytes) / 1024 / level.streams(),
                difference(first, last, ProcessStats::allocatedBytes) / tokens,
                perToken,
                (commands(subject) - commandsBefore - perToken * tally.tokens.get())
                        / (level.streams() + plan.probes()));
    }

    /** One short reply after another, in turns through the subject and directly. */
    private void probe(Target target, Tally through, Tally direct) {
        for (int i = 0; i < plan.probes(); i++) {
            await(target, through);
            await(provider, direct);
        }
    }

    private void await(Target target, Tally tally) {
        Load.await(load.stream(target, ScriptedReply.of(2, 2), tally));
        Pause.millis(PROBE_PAUSE_MS);
    }

    private void finish(Tally tally) {
        load.ask(provider, "/finish");
        Pause.until(() -> tally.open.get() == 0, LAST_WORDS);
    }

    private static long commands(Subject subject) {
        return subject.redis()
                .map(redis -> redis.ask(Command.INFO, "stats"))
                .map(stats -> stats.replaceAll("(?s).*total_commands_processed:(\\d+).*", "$1"))
                .map(Long::parseLong)
                .orElse(0L);
    }

    private static double difference(
            Optional<ProcessStats> from, Optional<ProcessStats> to, ToDoubleFunction<ProcessStats> of) {
        return from.isEmpty() ? Double.NaN : of.applyAsDouble(to.orElseThrow()) - of.applyAsDouble(from.get());
    }
}
