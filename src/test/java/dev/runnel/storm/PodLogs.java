package dev.runnel.storm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the pods of a storm have logged, those that are gone, too. */
final class PodLogs {

    private static final ObjectMapper JSON = new ObjectMapper();

    record Line(Duration at, String pod, String level, String message) {
        @Override
        public String toString() {
            return Span.seconds(at) + "  " + pod + ": " + level + " " + message;
        }
    }

    private final StormClock clock;
    private final Map<String, List<Line>> lines = new ConcurrentHashMap<>();

    PodLogs(StormClock clock) {
        this.clock = clock;
    }

    /** All that this pod has said so far. */
    void keep(String pod, List<String> log) {
        lines.put(pod, log.stream().flatMap(line -> parse(pod, line).stream()).toList());
    }

    private Stream<Line> all() {
        return lines.values().stream().flatMap(List::stream);
    }

    private Optional<Line> parse(String pod, String line) {
        try {
            JsonNode said = JSON.readTree(line);
            Duration at = clock.at(
                    OffsetDateTime.parse(said.path("timestamp").asText()).toInstant());
            return Optional.of(new Line(
                    at,
                    pod,
                    said.path("level").asText(),
                    said.path("message").asText().lines().findFirst().orElse("")));
        } catch (JsonProcessingException | DateTimeException e) {
            // What the JVM itself says, and the last line of a process that was killed.
            return Optional.empty();
        }
    }

    int count(String part) {
        return (int) all().filter(line -> line.message.contains(part)).count();
    }

    List<Line> errors() {
        return all().filter(line -> line.level.equals("ERROR")).toList();
    }

    /** The pods that have taken this reply over. */
    Set<String> takers(String reply) {
        return all().filter(line -> line.message.startsWith("Reply " + reply + " continues here"))
                .map(Line::pod)
                .collect(Collectors.toSet());
    }

    /** Whether this pod has said before, or in, this time that Redis was away, and not yet that it was back. */
    boolean thoughtRedisAway(String pod, Span time) {
        boolean away = false;
        for (Line line : lines.getOrDefault(pod, List.of())) {
            if (line.at.compareTo(time.from()) > 0 && away) {
                return true;
            }
            if (line.at.compareTo(time.to()) > 0) {
                return false;
            }
            away = line.message.startsWith("Redis is away") || (away && !line.message.startsWith("Redis is back"));
        }
        return away;
    }

    /** What was said of this reply, and of Redis in this time. */
    Stream<String> about(String reply, Span time) {
        return all().filter(line -> line.message.contains(reply)
                        || (line.message.contains("Redis") && new Span(line.at, line.at).meets(time)))
                .sorted(Comparator.comparing(Line::at))
                .map(Line::toString);
    }
}
