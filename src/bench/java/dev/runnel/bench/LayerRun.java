package dev.runnel.bench;

import java.time.Duration;

/** The adapter to the provider alone, and the AI service's stream on top of it, each in a process of its own. */
final class LayerRun {

    private static final Level LEVEL = new Level(1_000, 100);
    private static final Duration LAST_WORDS = Duration.ofSeconds(30);

    private final Plan plan;
    private final Load load;
    private final Target provider;
    private final MachineSpeed machine;

    LayerRun(Plan plan, Load load, Target provider, MachineSpeed machine) {
        this.plan = plan;
        this.load = load;
        this.provider = provider;
        this.machine = machine;
    }

    Layered measure(ModelCaller.Layer layer) {
        double machineBefore = machine.measure();
        try (ChildProcess caller = ChildProcess.start(
                        ModelCaller.class, provider.port(), layer, LEVEL.streams(), LEVEL.intervalMs());
                Inspector inspector = new Inspector(caller.process().toHandle())) {
            Target target = Target.ofProvider(caller.port());
            Pause.until(() -> open() == LEVEL.streams(), LAST_WORDS);
            Pause.seconds(plan.warmUpSeconds());
            ProcessStats first = inspector.look();
            long before = read(target)[0];
            Pause.seconds(plan.windowSeconds());
            ProcessStats last = inspector.look();
            long[] read = read(target);
            load.ask(provider, "/finish");
            Pause.until(() -> open() == 0, LAST_WORDS);
            long tokens = read[0] - before;
            return new Layered(
                    layer.title(),
                    LEVEL.streams(),
                    tokens,
                    read[1],
                    (machineBefore + machine.measure()) / 2,
                    last.cpu().minus(first.cpu()).toNanos() / 1e3 / tokens,
                    (double) (last.allocatedBytes() - first.allocatedBytes()) / tokens);
        }
    }

    private long open() {
        return Long.parseLong(load.ask(provider, "/open"));
    }

    /** How many tokens there were, and what was wrong. */
    private long[] read(Target target) {
        String[] numbers = load.ask(target, "/").split(" ");
        return new long[] {Long.parseLong(numbers[0]), Long.parseLong(numbers[1])};
    }
}
