package dev.runnel.storm;

import dev.runnel.storm.FaultDiary.Standing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Users talk while pods and Redis are disturbed; in the end everything that was said is compared. */
public final class StormRun {

    /** What was remembered of a reply when it had ended. */
    private record Kept(ViewedReplyName reply, String text, Span life, Standing standing) {}

    private record ViewedReplyName(Question question, String id) {}

    private final StormPlan plan;
    private final StormClock clock = new StormClock();
    private final FaultDiary diary;
    private final PodLogs logs = new PodLogs(clock);
    private final Violations violations = new Violations();
    private final StormReport report;
    private final Queue<Kept> kept = new ConcurrentLinkedQueue<>();
    private StormPods pods;
    private Auditor auditor;

    private StormRun(StormPlan plan) {
        this.plan = plan;
        this.diary = new FaultDiary(clock, plan.lease());
        this.report = new StormReport(plan, violations);
    }

    /** Blocks until the storm is over. */
    public static StormReport endure(StormPlan plan) {
        return new StormRun(plan).endure();
    }

    private StormReport endure() {
        try (TalkativeProvider provider = new TalkativeProvider(plan);
                StormRedis redis = new StormRedis();
                StormPods started = new StormPods(plan, logs, provider.port(), redis.url())) {
            pods = started.awaitReady();
            auditor = new Auditor(pods);
            clock.begin();
            List<Thread> users = seatUsers();
            new FaultInjector(clock, diary, pods, redis, violations).follow(Schedule.draw(plan));
            reached("all faults were over");
            clock.awaitTime(plan.length());
            for (Thread user : users) {
                user.join();
            }
            reached("all had read to the end");
            compareAgain();
            new Leftovers(this).look(provider, redis, report.users(), report.usersOfKilledPods());
            reached("all was looked at");
            sum(provider);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return report;
    }

    private void reached(String what) {
        report.count("seconds until " + what, clock.now().toSeconds());
    }

    private List<Thread> seatUsers() {
        List<Thread> users = new ArrayList<>();
        for (int seat = 1; seat <= plan.users(); seat++) {
            StormUser user = new StormUser(seat, this);
            users.add(Thread.startVirtualThread(user::talk));
        }
        return users;
    }

    /** What a transcript says it must go on saying: nobody writes beside it, however late. */
    private void compareAgain() {
        kept.parallelStream().forEach(this::compareAgain);
    }

    private void compareAgain(Kept then) {
        Remembered now = auditor.ask(
                then.reply.question(),
                then.reply.id(),
                then.standing != Standing.REDIS_WELL,
                seed().random("audit", then.reply.question().story()));
        boolean forgotten = diary.forgot(new Span(then.life.from(), clock.now()));
        boolean same = now.text().equals(Optional.of(then.text));
        if (!same && !(forgotten && now.text().isEmpty())) {
            Violation changed = new Violation(
                    Violation.Kind.REMEMBERED_OTHERWISE_LATER,
                    then.reply + " was “" + then.text + "” and is " + now.text());
            violations.add(then.standing, List.of(changed), changed::what);
        }
    }

    private void sum(TalkativeProvider provider) {
        pods.keepLogs();
        report.count("calls of the provider", provider.calls());
        report.count("takeovers", logs.count("continues here"));
        report.count("replies that a living pod lost to another", logs.count("was taken over by another pod"));
        report.count("times that a pod thought Redis away", logs.count("Redis is away"));
        report.count("errors in the pods' logs", logs.errors().size());
        report.faults(diary);
    }

    void keepForLater(ViewedReply reply, Remembered remembered, Standing standing) {
        remembered.text().ifPresent(text -> reply.door()
                .replyId()
                .ifPresent(id ->
                        kept.add(new Kept(new ViewedReplyName(reply.question(), id), text, reply.life(), standing))));
    }

    /** How much of the promise holds for this reply. */
    Standing standing(ViewedReply reply) {
        pods.keepLogs();
        Set<String> writers = new HashSet<>(reply.door().asked());
        reply.door().replyId().map(logs::takers).ifPresent(writers::addAll);
        Standing standing = diary.standing(reply.life(), writers);
        boolean misjudged = diary.departures(reply.life(), writers).entrySet().stream()
                .anyMatch(pod -> logs.thoughtRedisAway(pod.getKey(), pod.getValue()));
        return misjudged && standing != Standing.BOTH ? Standing.MISJUDGED : standing;
    }

    boolean isOver() {
        return clock.now().compareTo(plan.length()) >= 0;
    }

    StormPlan plan() {
        return plan;
    }

    Seed seed() {
        return plan.seed();
    }

    StormClock clock() {
        return clock;
    }

    FaultDiary diary() {
        return diary;
    }

    PodLogs logs() {
        return logs;
    }

    Violations violations() {
        return violations;
    }

    StormReport report() {
        return report;
    }

    StormPods pods() {
        return pods;
    }

    Auditor auditor() {
        return auditor;
    }
}
