package dev.runnel.storm;

import java.util.List;
import java.util.Optional;

/**
 * What the service says of a reply after its end.
 *
 * @param text the transcript's; empty when it does not have the reply
 * @param status the transcript's
 * @param asked how often the transcript has the question
 * @param corrections how many there are in the transcript's answer
 * @param messages all of the transcript's
 * @param events as somebody sees them who comes only now; none when they cannot be had
 */
record Remembered(
        Optional<String> text,
        String status,
        int asked,
        int corrections,
        List<String> messages,
        List<StormEvent> events) {

    static final Remembered NOTHING = new Remembered(Optional.empty(), "", 0, 0, List.of(), List.of());
}
