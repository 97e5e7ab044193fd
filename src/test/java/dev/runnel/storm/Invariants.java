package dev.runnel.storm;

import dev.runnel.storm.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must be true of a reply that has ended, whatever has happened meanwhile. */
final class Invariants {

    private final int story;
    private final Remembered remembered;
    private final boolean forgotten;
    private final boolean repeated;
    private final List<Violation> found = new ArrayList<>();

    private Invariants(int story, Remembered remembered, boolean forgotten, boolean repeated) {
        this.story = story;
        this.remembered = remembered;
        this.forgotten = forgotten;
        this.repeated = repeated;
    }

    /**
     * @param forgotten whether Redis has lost what it had since the reply began: then it need not be remembered
     * @param repeated whether the request was sent to several pods, and Redis was not well: who has no Redis, or one that
     *     has lost its data, asks again
     */
    static List<Violation> check(
            int story, List<Reading> readings, Remembered remembered, boolean forgotten, boolean repeated) {
        Invariants invariants = new Invariants(story, remembered, forgotten, repeated);
        readings.forEach(invariants::checkReading);
        invariants.checkMemory(readings);
        return invariants.found;
    }

    /** Of a message that was taken back before it was asked: it has an end, and nobody remembers it. */
    static List<Violation> checkWithdrawn(List<Reading> readings, Remembered remembered) {
        Invariants invariants = new Invariants(0, remembered, true, false);
        readings.forEach(invariants::checkNumbers);
        readings.forEach(invariants::checkEnd);
        if (remembered.text().isPresent() || remembered.asked() > 0) {
            invariants.found.add(new Violation(Kind.ASKED_OTHERWISE, "it was withdrawn, and is in the transcript"));
        }
        return invariants.found;
    }

    private void checkReading(Reading reading) {
        checkNumbers(reading);
        checkEnd(reading);
        checkText(reading);
        checkEvents(reading);
    }

    private void checkNumbers(Reading reading) {
        long expected = 0;
        for (StormEvent event : reading.events()) {
            if (event.seq() < expected) {
                add(Kind.SEQ_TWICE, reading, event.seq() + " came where " + expected + " was due: " + event.json());
            } else if (event.seq() > expected) {
                add(Kind.SEQ_MISSING, reading, event.seq() + " came where " + expected + " was due: " + event.json());
            }
            expected = Math.max(expected, event.seq() + 1);
        }
    }

    private void checkEnd(Reading reading) {
        List<StormEvent> events = reading.events();
        if (!reading.end().isPresent()) {
            add(Kind.NO_END, reading, reading.how());
            return;
        }
        StormEvent end = reading.end().orElseThrow();
        if (!events.getLast().equals(end)) {
            add(Kind.AFTER_THE_END, reading, events.getLast().json());
        }
        if (end.saysWhole() && !Words.isWhole(reading.text())) {
            add(Kind.CUT_LOOKS_COMPLETE, reading, "it ends with “" + tail(reading.text()) + "”");
        }
    }

    private void checkText(Reading reading) {
        if (remembered.text().isEmpty()) {
            return;
        }
        String said = remembered.text().get();
        String read = reading.text();
        if (reading.end().isPresent() ? !said.equals(read) : !said.startsWith(read)) {
            int common = commonPrefix(said, read);
            add(
                    Kind.READ_OTHERWISE,
                    reading,
                    "after " + common + " characters it has read “" + excerpt(read, common)
                            + "” where the transcript has “" + excerpt(said, common) + "”");
        }
    }

    private void checkEvents(Reading reading) {
        Map<Long, String> logged = new HashMap<>();
        remembered.events().forEach(event -> logged.put(event.seq(), event.json()));
        reading.events().stream()
                .filter(event -> !logged.isEmpty() && !event.json().equals(logged.get(event.seq())))
                .findFirst()
                .ifPresent(event -> add(
                        Kind.EVENT_CHANGED,
                        reading,
                        "it has seen " + event.json() + ", and the log has " + logged.get(event.seq())));
    }

    private void checkMemory(List<Reading> readings) {
        if (remembered.text().isEmpty() || remembered.events().isEmpty()) {
            if (!forgotten
                    && readings.stream().anyMatch(reading -> !reading.events().isEmpty())) {
                found.add(new Violation(
                        Kind.NOT_REMEMBERED,
                        remembered.text().isEmpty() ? "the transcript does not have it" : "its events are gone"));
            }
            return;
        }
        Words.mistake(remembered.text().get(), story)
                .ifPresent(mistake -> found.add(new Violation(Kind.WORDS_LOST, mistake)));
        if (remembered.asked() < 1 || remembered.asked() > 1 && !repeated) {
            found.add(new Violation(Kind.ASKED_OTHERWISE, "it was asked " + remembered.asked() + " times"));
        }
        long steered =
                remembered.events().stream().filter(StormEvent::isSteering).count();
        if (steered != remembered.corrections()) {
            found.add(new Violation(
                    Kind.STEERED_OTHERWISE,
                    "the log has " + steered + " corrections, and the transcript " + remembered.corrections()));
        }
        boolean whole = remembered.events().getLast().saysWhole();
        if (whole != remembered.status().equals("complete")) {
            found.add(new Violation(
                    Kind.ENDED_OTHERWISE,
                    "the transcript says " + remembered.status() + " after "
                            + remembered.events().getLast().json()));
        }
    }

    private void add(Kind kind, Reading reading, String what) {
        found.add(new Violation(kind, reading.viewer() + ": " + what));
    }

    private static int commonPrefix(String one, String other) {
        int at = 0;
        while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at;
    }

    private static String excerpt(String text, int from) {
        return text.substring(from, Math.min(text.length(), from + 60));
    }

    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - 40));
    }
}
