package dev.runnel.storm;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What one viewer was sent, over all its connections.
 *
 * @param how its last connection ended
 */
record Reading(String viewer, List<StormEvent> events, String how) {

    /** What a front end shows: each piece of text as it came. */
    String text() {
        return events.stream().map(StormEvent::content).collect(Collectors.joining());
    }

    Optional<StormEvent> end() {
        return events.stream().filter(StormEvent::isTerminal).findFirst();
    }
}
