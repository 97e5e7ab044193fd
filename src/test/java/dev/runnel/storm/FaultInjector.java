package dev.runnel.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Makes happen what the schedule says, each fault at its time, and writes down what came of it. */
final class FaultInjector {

    private final StormClock clock;
    private final FaultDiary diary;
    private final StormPods pods;
    private final StormRedis redis;
    private final Violations violations;
    private final ReentrantLock oneOfRedis = new ReentrantLock();

    FaultInjector(StormClock clock, FaultDiary diary, StormPods pods, StormRedis redis, Violations violations) {
        this.clock = clock;
        this.diary = diary;
        this.pods = pods;
        this.redis = redis;
        this.violations = violations;
    }

    /** Returns when all faults are over, and every pod serves. */
    void follow(Schedule schedule) throws InterruptedException {
        List<Thread> running = new ArrayList<>();
        for (Schedule.Planned planned : schedule.faults()) {
            clock.awaitTime(planned.at());
            running.add(Thread.startVirtualThread(() -> inject(planned.fault())));
        }
        for (Thread thread : running) {
            thread.join();
        }
    }

    private void inject(Fault fault) {
        try {
            switch (fault) {
                case Fault.OfPod ofPod -> disturb(ofPod);
                case Fault.OfRedis ofRedis -> disturb(ofRedis);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | AssertionError e) {
            violations.add(new Violation(Violation.Kind.DID_NOT_RECOVER, fault + ": " + e));
        }
    }

    private void disturb(Fault.OfPod fault) throws InterruptedException {
        StormPod pod = pods.at(fault.pod());
        if (!pod.disturb()) {
            diary.note("not done, for the pod has not recovered: " + fault);
            return;
        }
        diary.begins(fault, pod.now().toString());
        switch (fault) {
            case Fault.Kill kill -> {
                pod.kill();
                diary.ends(fault);
                clock.pass(kill.vacancy());
                startAnother(pod);
            }
            case Fault.Terminate unused -> {
                if (!pod.terminate()) {
                    violations.add(new Violation(Violation.Kind.DID_NOT_RECOVER, pod.now() + " did not end"));
                }
                diary.ends(fault);
                startAnother(pod);
            }
            case Fault.Pause pause -> {
                pod.pause();
                clock.pass(pause.length());
                pod.goOn();
                diary.ends(fault);
            }
        }
        pod.leaveAlone();
    }

    private void startAnother(StormPod pod) {
        pod.startAnother();
        diary.note(pod.now() + " serves");
    }

    private void disturb(Fault.OfRedis fault) {
        oneOfRedis.lock();
        try {
            diary.begins(fault, "Redis");
            switch (fault) {
                case Fault.RedisCut unused -> redis.way().cut();
                case Fault.RedisHalfClose unused -> redis.way().halfClose();
                case Fault.RedisSlow slow -> {
                    redis.way().answersTake(slow.answersTake());
                    clock.pass(slow.length());
                    redis.way().answersTake(Duration.ZERO);
                }
                case Fault.RedisRestart restart -> {
                    redis.shutDown();
                    clock.pass(restart.away());
                    redis.start();
                }
                case Fault.RedisLoss loss -> {
                    redis.loseEverything();
                    clock.pass(loss.away());
                    redis.start();
                }
            }
            diary.ends(fault);
        } finally {
            oneOfRedis.unlock();
        }
    }
}
