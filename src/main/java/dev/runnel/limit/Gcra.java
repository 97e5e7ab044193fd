package dev.runnel.limit;

import java.time.Duration;

/**
 * The generic cell rate algorithm (ITU-T I.371), as arithmetic on nanoseconds. The whole state of a user is one number:
 * the theoretical arrival time, at which the budget will be full again.
 *
 * @param interval the time in which the budget for one request comes back
 * @param tolerance how far ahead of time requests may come: a full burst
 */
record Gcra(long interval, long tolerance) {

    static Gcra perMinute(int requests) {
        long interval = Duration.ofMinutes(1).toNanos() / requests;
        return new Gcra(interval, interval * (requests - 1));
    }

    /** How long to wait until a request conforms; zero or less if it conforms now. */
    long waitFor(long arrivalTime, long now) {
        return arrivalTime - tolerance - now;
    }

    /** The new arrival time after a request that conformed. */
    long advance(long arrivalTime, long now) {
        return Math.max(arrivalTime, now) + interval;
    }
}
