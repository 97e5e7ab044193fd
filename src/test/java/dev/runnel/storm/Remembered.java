package dev.runnel.storm;

import java.util.List;
import java.util.Optional;

/**
 * What the service says of a reply after its end.
 *
 * @param text the transcript's; empty when it does not have the reply
 * @param status the transcript's
 * @param events as somebody sees them who comes only now; none when they cannot be had
 */
record Remembered(Optional<String> text, String status, List<StormEvent> events) {

    static final Remembered NOTHING = new Remembered(Optional.empty(), "", List.of());
}
