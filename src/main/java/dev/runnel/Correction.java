package dev.runnel;

import java.util.Objects;

/**
 * What a user said while the answer was being written, and the answer then took into account.
 *
 * @param after how many characters of the answer were there before it
 * @param message the user's text
 */
public record Correction(int after, String message) {

    public Correction {
        Objects.requireNonNull(message);
    }
}
