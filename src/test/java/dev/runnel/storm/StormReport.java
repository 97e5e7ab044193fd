package dev.runnel.storm;

import dev.runnel.storm.FaultDiary.Standing;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** What a storm has come to, in numbers, and in full what it must not have come to. */
public final class StormReport {

    private final StormPlan plan;
    private final Violations violations;
    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<Standing, Integer> judged = new EnumMap<>(Standing.class);
    private final Map<Standing, Integer> wrong = new EnumMap<>(Standing.class);
    private final Set<String> users = new ConcurrentSkipListSet<>();
    private final Set<String> usersOfKilledPods = new ConcurrentSkipListSet<>();
    private String faults = "";

    StormReport(StormPlan plan, Violations violations) {
        this.plan = plan;
        this.violations = violations;
    }

    synchronized void ended(ViewedReply reply, boolean placeMayBeKept) {
        (placeMayBeKept ? usersOfKilledPods : users).add(reply.question().user());
        count("replies", 1);
        count("viewers", reply.viewers().size());
        reply.viewers().forEach(viewer -> {
            count("connections", viewer.connections());
            count("drops", viewer.drops());
            count("events read", viewer.reading().events().size());
        });
        String ending = reply.viewers()
                .getFirst()
                .reading()
                .end()
                .map(StormReport::ending)
                .orElse("no end seen");
        count("ended: " + ending, 1);
    }

    private static String ending(StormEvent end) {
        return end.type() + " "
                + end.field("finish_reason").or(() -> end.field("code")).orElse("");
    }

    synchronized void judged(Standing standing, List<Violation> found) {
        judged.merge(standing, 1, Integer::sum);
        wrong.merge(standing, found.isEmpty() ? 0 : 1, Integer::sum);
    }

    synchronized void placeKeptByKilledPod() {
        count("questions refused for a place that a killed pod had taken", 1);
    }

    synchronized void count(String what, long more) {
        counts.merge(what, more, Long::sum);
    }

    synchronized void faults(FaultDiary diary) {
        faults = diary.counts().entrySet().stream()
                .map(count -> count.getValue() + " × " + count.getKey())
                .collect(Collectors.joining(", "));
    }

    Set<String> users() {
        return users;
    }

    Set<String> usersOfKilledPods() {
        return usersOfKilledPods;
    }

    /** Whether nothing was found that must not be. */
    public boolean isSound() {
        return violations.unexcused() == 0;
    }

    @Override
    public synchronized String toString() {
        StringBuilder text =
                new StringBuilder("# Storm of seed " + plan.seed().value() + ", " + plan.length() + "\n\n");
        violations.stories().forEach(story -> text.append(story).append("\n\n"));
        violations
                .excused()
                .forEach(story -> text.append("Excused: ").append(story).append("\n\n"));
        violations.lines().forEach(line -> text.append(line).append('\n'));
        text.append('\n');
        counts.forEach((what, count) ->
                text.append("- ").append(what).append(": ").append(count).append('\n'));
        text.append("- faults: ").append(faults).append("\n\n");
        text.append(
                "| | Redis well | Redis ill | Redis taken for ill by a pod that went | Redis ill while a pod went (may lose) |\n"
                        + "| --- | --- | --- | --- | --- |\n");
        row(text, "replies judged", standing -> judged.getOrDefault(standing, 0));
        row(text, "replies wrong", standing -> wrong.getOrDefault(standing, 0));
        for (Violation.Kind kind : Violation.Kind.values()) {
            row(text, kind.name(), standing -> violations.count(standing, kind));
        }
        text.append('\n')
                .append(isSound() ? "Sound." : "Not sound. The same faults again: " + again())
                .append('\n');
        return text.toString();
    }

    private String again() {
        return "-Dbench.seed=" + plan.seed().value() + " -Dbench.minutes="
                + plan.length().toMinutes();
    }

    private static void row(StringBuilder text, String title, ToIntFunction<Standing> count) {
        text.append("| ").append(title);
        for (Standing standing : Standing.values()) {
            text.append(" | ").append(count.applyAsInt(standing));
        }
        text.append(" |\n");
    }
}
