package dev.runnel.storm;

import dev.runnel.storm.FaultDiary.Standing;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All that was found, counted by what the reply had been promised; what is excused is counted, too. */
final class Violations {

    private static final int TOLD_IN_FULL = 10;
    private static final int LINES = 200;

    private final Map<Standing, Map<Violation.Kind, Integer>> counts = new EnumMap<>(Standing.class);
    private final Map<Standing, List<String>> stories = new EnumMap<>(Standing.class);
    private final List<String> excused = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private int unexcused;

    /** Of no reply in particular. */
    void add(Violation violation) {
        add(Standing.REDIS_WELL, List.of(violation), () -> violation.kind() + ": " + violation.what());
    }

    /** @param story all that helps to understand it; told of the first ones of each standing only */
    synchronized void add(Standing standing, List<Violation> found, Supplier<String> story) {
        Map<Violation.Kind, Integer> ofStanding =
                counts.computeIfAbsent(standing, unused -> new EnumMap<>(Violation.Kind.class));
        found.stream()
                .filter(violation -> !isExcused(standing, violation) && lines.size() < LINES)
                .forEach(violation -> lines.add(standing + " " + violation.kind() + ": " + violation.what()));
        found.forEach(violation -> ofStanding.merge(violation.kind(), 1, Integer::sum));
        long counted = found.stream()
                .filter(violation -> !isExcused(standing, violation))
                .count();
        unexcused += (int) counted;
        List<String> told = counted > 0 ? stories.computeIfAbsent(standing, unused -> new ArrayList<>()) : excused;
        if (told.size() < TOLD_IN_FULL) {
            told.add(story.get());
        }
    }

    static boolean isExcused(Standing standing, Violation violation) {
        return standing == Standing.BOTH && violation.kind().isExcusable();
    }

    synchronized int unexcused() {
        return unexcused;
    }

    synchronized int count(Standing standing, Violation.Kind kind) {
        return counts.getOrDefault(standing, Map.of()).getOrDefault(kind, 0);
    }

    /** One for each of the first violations. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Of replies that were not promised more. */
    synchronized List<String> excused() {
        return List.copyOf(excused);
    }

    /** Those of replies that were promised most come first. */
    synchronized List<String> stories() {
        return stories.values().stream().flatMap(List::stream).toList();
    }
}
