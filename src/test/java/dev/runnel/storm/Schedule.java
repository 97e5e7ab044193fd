package dev.runnel.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** All faults of a storm, drawn before it begins: the same seed draws the same ones. */
public record Schedule(List<Planned> faults) {

    /** What a pod takes to start on a machine that has other work. */
    private static final Duration START = Duration.ofSeconds(9);

    private static final Duration DRAIN = Duration.ofSeconds(4);

    /** A fault and its time. */
    public record Planned(Duration at, Fault fault) {
        @Override
        public String toString() {
            return Span.seconds(at) + "  " + fault;
        }
    }

    /** The storm's, and nothing else's. */
    public static Schedule draw(StormPlan plan) {
        List<Planned> all = new ArrayList<>(ofPods(plan));
        all.addAll(ofRedis(plan));
        all.sort(Comparator.comparing(Planned::at));
        return new Schedule(List.copyOf(all));
    }

    /** Never of the last pod that serves. */
    private static List<Planned> ofPods(StormPlan plan) {
        RandomGenerator random = plan.seed().random("pods", 0);
        Duration[] back = new Duration[plan.pods()];
        Arrays.fill(back, Duration.ZERO);
        List<Planned> faults = new ArrayList<>();
        for (Duration at = plan.calm(); at.compareTo(plan.length()) < 0; at = at.plus(around(random, plan.podGap()))) {
            Duration now = at;
            int[] serving = IntStream.range(0, plan.pods())
                    .filter(pod -> back[pod].compareTo(now) <= 0)
                    .toArray();
            if (serving.length > 1) {
                int pod = serving[random.nextInt(serving.length)];
                Fault fault = ofPod(random, pod, plan.lease());
                back[pod] = at.plus(outage(fault));
                faults.add(new Planned(at, fault));
            }
        }
        return faults;
    }

    private static Fault ofPod(RandomGenerator random, int pod, Duration lease) {
        return switch (Seed.weighted(random, 45, 20, 15, 20)) {
            case 0 -> new Fault.Kill(pod, millis(random, 0, 3000));
            case 1 -> new Fault.Terminate(pod);
            case 2 -> new Fault.Pause(pod, millis(random, 200, lease.toMillis() * 3 / 5));
            default -> new Fault.Pause(pod, millis(random, lease.toMillis() * 13 / 10, lease.toMillis() * 2));
        };
    }

    private static Duration outage(Fault fault) {
        return switch (fault) {
            case Fault.Kill kill -> kill.vacancy().plus(START);
            case Fault.Terminate unused -> DRAIN.plus(START);
            case Fault.Pause pause -> pause.length().plusSeconds(1);
            case Fault.OfRedis unused -> Duration.ZERO;
        };
    }

    private static List<Planned> ofRedis(StormPlan plan) {
        RandomGenerator random = plan.seed().random("redis", 0);
        List<Planned> faults = new ArrayList<>();
        for (Duration at = around(random, plan.redisGap());
                at.compareTo(plan.length()) < 0;
                at = at.plus(around(random, plan.redisGap()))) {
            faults.add(new Planned(at, ofRedis(random)));
        }
        return faults;
    }

    private static Fault ofRedis(RandomGenerator random) {
        return switch (Seed.weighted(random, 25, 20, 15, 15, 15, 10)) {
            case 0 -> new Fault.RedisCut();
            case 1 -> new Fault.RedisHalfClose();
            case 2 ->
                new Fault.RedisSlow(millis(random, 5, Fault.RedisSlow.BEARABLE.toMillis()), millis(random, 1000, 4000));
            case 3 -> new Fault.RedisSlow(millis(random, 200, 1500), millis(random, 1000, 4000));
            case 4 -> new Fault.RedisRestart(millis(random, 300, 3000));
            default -> new Fault.RedisLoss(millis(random, 300, 2000));
        };
    }

    private static Duration around(RandomGenerator random, Duration average) {
        return millis(random, average.toMillis() / 2, average.toMillis() * 3 / 2);
    }

    private static Duration millis(RandomGenerator random, long from, long to) {
        return Duration.ofMillis(random.nextLong(from, to + 1));
    }

    @Override
    public String toString() {
        return faults.stream().map(Planned::toString).collect(Collectors.joining("\n"));
    }
}
