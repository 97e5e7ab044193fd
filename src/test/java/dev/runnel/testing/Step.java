package dev.runnel.testing;

import java.time.Duration;

/** One thing that a scripted reply does, in no dialect yet. */
sealed interface Step {
    record Token(String text) implements Step {}

    record Hold(Gate gate) implements Step {}

    record Pause(Duration length) implements Step {}

    record Thought(String text) implements Step {}

    record Comment(String text) implements Step {}

    record Garbage() implements Step {}

    record InBandError(String message) implements Step {}

    record Finish(String reason) implements Step {}

    record Stop(Ending ending) implements Step {}

    default boolean isWait() {
        return this instanceof Hold || this instanceof Pause;
    }
}
