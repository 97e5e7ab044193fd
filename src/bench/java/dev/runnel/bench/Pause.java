package dev.runnel.bench;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Lets time pass. */
final class Pause {

    private static final long LOOK_AGAIN_MS = 20;

    private Pause() {}

    static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static void seconds(int seconds) {
        millis(1000L * seconds);
    }

    /** Waits for a condition; whether it came true in time. */
    static boolean until(BooleanSupplier holds, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            millis(LOOK_AGAIN_MS);
        }
        return true;
    }
}
