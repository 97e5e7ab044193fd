package dev.runnel.storm;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** All pods of a storm, and whom a load balancer would choose. */
final class StormPods implements AutoCloseable {

    /** Of a hundred requests so many go to any pod: load balancers learn late of one that has gone. */
    private static final int BLIND = 10;

    private final List<StormPod> pods;

    StormPods(StormPlan plan, PodLogs logs, int provider, String redis) {
        var environment = PodSettings.of(plan, provider, redis);
        pods = IntStream.range(0, plan.pods())
                .mapToObj(place -> new StormPod(place, environment, logs))
                .toList();
    }

    StormPods awaitReady() {
        pods.forEach(StormPod::awaitReady);
        return this;
    }

    /** What they have logged so far. */
    void keepLogs() {
        pods.forEach(StormPod::keepLog);
    }

    List<StormPod> all() {
        return pods;
    }

    StormPod at(int place) {
        return pods.get(place);
    }

    StormPod.Incarnation any(RandomGenerator random) {
        List<StormPod> serving = pods.stream().filter(StormPod::isServing).toList();
        List<StormPod> chosen = serving.isEmpty() || random.nextInt(100) < BLIND ? pods : serving;
        return chosen.get(random.nextInt(chosen.size())).now();
    }

    /** One that is not disturbed now; any, when all are. */
    StormPod.Incarnation calm(RandomGenerator random) {
        List<StormPod> calm = pods.stream().filter(StormPod::isCalm).toList();
        return calm.isEmpty()
                ? any(random)
                : calm.get(random.nextInt(calm.size())).now();
    }

    @Override
    public void close() {
        pods.forEach(StormPod::close);
    }
}
