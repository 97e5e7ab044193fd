package dev.runnel.bench;

import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Callers who ask, wait for the whole reply, and ask again. */
final class WholeRun {

    private static final int CALLERS = 50;
    /** What the provider takes; a short reply of a fast model. */
    private static final ScriptedReply ORDER = ScriptedReply.of(100, 200);

    private final Plan plan;
    private final Load load;
    private final Target provider;
    private final MachineSpeed machine;

    WholeRun(Plan plan, Load load, Target provider, MachineSpeed machine) {
        this.plan = plan;
        this.load = load;
        this.provider = provider;
        this.machine = machine;
    }

    Whole measure(Subject subject) {
        ask(subject.target(), plan.warmUpSeconds());
        Calls direct = ask(provider, plan.windowSeconds());
        double machineBefore = machine.measure();
        Inspector inspector = subject.inspector().orElseThrow();
        Duration before = inspector.cpu();
        Calls calls = ask(subject.target(), plan.windowSeconds());
        Duration spent = inspector.cpu().minus(before);
        int requests = calls.answered.get() + calls.failed.get();
        return new Whole(
                subject.title(),
                requests,
                calls.failed.get(),
                (double) requests / plan.windowSeconds(),
                (machineBefore + machine.measure()) / 2,
                spent.toNanos() / 1e6 / requests,
                calls.latency(),
                direct.latency());
    }

    private Calls ask(Target target, int seconds) {
        Calls calls = new Calls(System.nanoTime() + seconds * 1_000_000_000L);
        for (int i = 0; i < CALLERS; i++) {
            load.vertx().runOnContext(unused -> calls.ask(load, target));
        }
        Pause.until(() -> calls.done.get() == CALLERS, Duration.ofSeconds(seconds + 60L));
        return calls;
    }

    /** What all callers have got so far. */
    private static final class Calls {
        private final long deadline;
        private final Samples latency = new Samples();
        private final AtomicInteger answered = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();

        Calls(long deadline) {
            this.deadline = deadline;
        }

        void ask(Load load, Target target) {
            if (System.nanoTime() > deadline) {
                done.incrementAndGet();
                return;
            }
            long asked = Token.now();
            load.send(target, HttpMethod.POST, target.path(load.newUser(), false), target.body(ORDER, false))
                    .compose(response -> response.body()
                            .map(body -> response.statusCode() == 200
                                    && body.toString().contains("99@")))
                    .otherwise(false)
                    .onSuccess(whole -> {
                        (whole ? answered : failed).incrementAndGet();
                        latency.add(Token.now() - asked);
                        ask(load, target);
                    });
        }

        Samples.Summary latency() {
            return latency.summary();
        }
    }
}
