package dev.runnel;

import java.util.Objects;

/**
 * What a front keeps with a reply, for the viewers that come later and on other pods.
 *
 * @param text in the front's own form; a few kilobytes at most, as it is kept as long as the reply
 * @param inBackground whether the reply goes on without any viewer, whatever is configured
 */
public record FrontNote(String text, boolean inBackground) {

    public FrontNote {
        Objects.requireNonNull(text);
    }
}
