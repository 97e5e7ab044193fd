package dev.runnel.storm;

import dev.runnel.pods.Pod;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A place for a pod, in which one follows the other. */
final class StormPod implements AutoCloseable {

    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(30);

    /** One process: it may be remembered after another has come in its place. */
    static final class Incarnation {

        private final String name;
        private final Pod pod;
        private final AtomicBoolean killed = new AtomicBoolean();

        private Incarnation(String name, Pod pod) {
            this.name = name;
            this.pod = pod;
        }

        int port() {
            return pod.port();
        }

        /** Whether it has ended without a chance to give back what it had taken. */
        boolean isKilled() {
            return killed.get();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private final int place;
    private final Map<String, String> environment;
    private final PodLogs logs;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean disturbed = new AtomicBoolean();
    private volatile Incarnation now;
    private volatile boolean serving;

    StormPod(int place, Map<String, String> environment, PodLogs logs) {
        this.place = place;
        this.environment = environment;
        this.logs = logs;
        this.now = new Incarnation(nextName(), Pod.start(environment));
    }

    private String nextName() {
        return "pod " + place + "#" + count.incrementAndGet();
    }

    void awaitReady() {
        now.pod.awaitReady();
        serving = true;
    }

    Incarnation now() {
        return now;
    }

    /** Whether a load balancer would send anybody here. */
    boolean isServing() {
        return serving;
    }

    boolean isCalm() {
        return serving && !disturbed.get();
    }

    /** One fault at a time: false when another is not over. */
    boolean disturb() {
        return disturbed.compareAndSet(false, true);
    }

    void leaveAlone() {
        disturbed.set(false);
    }

    void kill() {
        serving = false;
        now.killed.set(true);
        now.pod.kill();
    }

    /** Whether it has gone by itself. */
    boolean terminate() throws InterruptedException {
        serving = false;
        now.pod.terminate();
        boolean gone = now.pod.hasExitedWithin(LONGEST_DRAIN);
        now.killed.compareAndSet(false, !gone);
        return gone;
    }

    /** Nobody knows: a load balancer goes on sending people here for a while. */
    void pause() {
        now.pod.pause();
    }

    void goOn() {
        now.pod.goOn();
    }

    void startAnother() {
        replace();
        awaitReady();
    }

    /** Not while the log is read: what the next pod says would be kept as what this one has said. */
    private synchronized void replace() {
        logs.keep(now.name, now.pod.log());
        now.pod.close();
        now = new Incarnation(nextName(), now.pod.startAnew(environment));
    }

    /** A gauge of this process; 0 when it has none of that name. */
    double gauge(String name) {
        return now.pod
                .metrics()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    synchronized void keepLog() {
        logs.keep(now.name, now.pod.log());
    }

    @Override
    public void close() {
        now.pod.close();
    }
}
