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
    private final Door provider;
    private final Yardstick yardstick;

    SteadyRun(Plan plan, Load load, Door provider, Yardstick yardstick) {
        this.plan = plan;
        this.load = load;
        this.provider = provider;
        this.yardstick = yardstick;
    }

    /**
     * Short replies, until the subject's code is compiled: a reply's beginning too, of which there is only one for all
     * of its tokens.
     */
    void warmUp(Door door, int seconds) {
        Tally tally = new Tally();
        load.open(door, Order.of(25, 20), seconds * REPLIES_PER_SECOND, REPLIES_PER_SECOND, tally);
        Pause.until(() -> tally.open.get() == 0, LAST_WORDS);
    }

    /** Of a subject that is warm. */
    Steady measure(Subject subject, Level level) {
        double machineBefore = yardstick.measure();
        Optional<Vitals> idle = subject.inspector().map(Inspector::lookAfterCollection);
        long commandsBefore = commands(subject);
        Tally tally = new Tally();
        load.open(subject.door(), level.order(), level.streams(), Plan.STREAMS_PER_SECOND, tally);
        Pause.seconds(SETTLE_SECONDS);

        Optional<Vitals> first = subject.inspector().map(Inspector::look);
        long commandsFirst = commands(subject);
        long tokensFirst = tally.tokens.get();
        tally.takeTransit();
        Pause.seconds(plan.windowSeconds());
        Samples.Summary transit = tally.takeTransit();
        long tokens = tally.tokens.get() - tokensFirst;
        long commands = commands(subject) - commandsFirst;
        Optional<Vitals> last = subject.inspector().map(Inspector::look);

        Tally direct = new Tally();
        Tally through = new Tally();
        probe(subject.door(), through, direct);
        Optional<Vitals> loaded = subject.inspector().map(Inspector::lookAfterCollection);
        finish(tally);

        double perToken = (double) commands / tokens;
        return new Steady(
                subject.title(),
                level.streams(),
                level.tokensPerSecond(),
                tally.complete.get(),
                tally.wrong.get() + through.wrong.get(),
                tally.failed() + through.failed() + tally.open.get(),
                (machineBefore + yardstick.measure()) / 2,
                difference(first, last, vitals -> vitals.cpu().toNanos()) / 1000 / tokens,
                transit,
                through.takeFirstToken(),
                direct.takeFirstToken(),
                difference(idle, loaded, Vitals::heapBytes) / 1024 / level.streams(),
                difference(idle, last, Vitals::residentBytes) / 1024 / level.streams(),
                difference(first, last, Vitals::allocatedBytes) / tokens,
                perToken,
                (commands(subject) - commandsBefore - perToken * tally.tokens.get())
                        / (level.streams() + plan.probes()));
    }

    /** One short reply after another, in turns through the subject and directly. */
    private void probe(Door door, Tally through, Tally direct) {
        for (int i = 0; i < plan.probes(); i++) {
            await(door, through);
            await(provider, direct);
        }
    }

    private void await(Door door, Tally tally) {
        Load.await(load.stream(door, Order.of(2, 2), tally));
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

    private static double difference(Optional<Vitals> from, Optional<Vitals> to, ToDoubleFunction<Vitals> of) {
        return from.isEmpty() ? Double.NaN : of.applyAsDouble(to.orElseThrow()) - of.applyAsDouble(from.get());
    }
}
