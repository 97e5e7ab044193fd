package dev.runnel.bench;

import dev.runnel.redis.TestRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Measures the packaged service; {@code ./mvnw -Pbench verify} runs it. See {@link Plan} for what can be chosen. */
final class Benchmark implements AutoCloseable {

    private static final Path DIRECTORY = Path.of("target/bench");

    private final Plan plan = Plan.ofSystemProperties();
    private final Results results = new Results();
    private final ChildProcess model = ChildProcess.start(ModelServer.class);
    private final TestRedis redis = TestRedis.start();
    private final Load load = new Load();
    private final Target provider = Target.ofProvider(model.port());
    private final MachineSpeed machine = new MachineSpeed();
    private final SteadyRun steady = new SteadyRun(plan, load, provider, machine);

    public static void main(String[] arguments) throws IOException {
        Files.createDirectories(DIRECTORY);
        Conditions conditions = Conditions.now(Plan.ofSystemProperties());
        Service.train();
        try (Benchmark benchmark = new Benchmark()) {
            benchmark.measure();
            new Page(Report.of(benchmark.plan, benchmark.results), conditions).write(DIRECTORY);
        }
        System.exit(0);
    }

    private void measure() {
        measureSteadily(
                new Subject("provider, directly", provider, Optional.empty(), Optional.empty()), plan.warmUpSeconds());
        measureProxy();
        plan.modes().forEach(this::measureService);
        plan.modes().forEach(this::measureWhole);
        if (plan.burstSeconds() > 0) {
            for (ModelCaller.Layer layer : ModelCaller.Layer.values()) {
                results.layers().add(new LayerRun(plan, load, provider, machine).measure(layer));
            }
            measureBurst(plan.modes().getLast());
        }
    }

    /** All levels with one process: they are to meet the code of a service that has worked for some time. */
    private void measureSteadily(Subject subject, int warmUpSeconds) {
        steady.warmUp(subject.target(), warmUpSeconds);
        for (Level level : plan.levels()) {
            Steady measured = steady.measure(subject, level);
            results.steady().add(measured);
            System.out.println(measured);
        }
    }

    private void measureProxy() {
        try (ChildProcess proxy = ChildProcess.start(ByteProxy.class, model.port());
                Inspector inspector = new Inspector(proxy.process().toHandle())) {
            Target target = Target.ofProvider(proxy.port());
            measureSteadily(
                    new Subject("byte proxy", target, Optional.of(inspector), Optional.empty()), plan.warmUpSeconds());
        }
    }

    private void measureService(Mode mode) {
        try (Service service = start(mode, Map.of())) {
            measureSteadily(subject(mode, service), plan.serviceWarmUpSeconds());
        }
    }

    private void measureWhole(Mode mode) {
        try (Service service = start(mode, Map.of())) {
            Whole measured = new WholeRun(plan, load, provider, machine).measure(subject(mode, service));
            results.whole().add(measured);
            System.out.println(measured);
        }
    }

    private void measureBurst(Mode mode) {
        String kept = plan.retentionSeconds() + "s";
        Map<String, String> settings =
                Map.of("RUNNEL_REPLY_RETENTION", kept, "RUNNEL_SESSION_TTL", kept, "RUNNEL_HISTORY_TTL", "0s");
        try (Service service = start(mode, settings)) {
            steady.warmUp(service.target(), plan.warmUpSeconds());
            Burst measured = new BurstRun(plan, load).measure(subject(mode, service));
            results.bursts().add(measured);
            System.out.println(measured);
        }
    }

    private Service start(Mode mode, Map<String, String> settings) {
        Service service = Service.start(mode, model.port(), redis.url(), settings);
        results.starts().add(Start.of(mode.title(), service));
        return service;
    }

    private Subject subject(Mode mode, Service service) {
        return new Subject(
                mode.subject(),
                service.target(),
                Optional.of(service.inspector()),
                Optional.of(redis).filter(unused -> mode.redis()));
    }

    @Override
    public void close() {
        load.close();
        redis.close();
        model.close();
    }
}
