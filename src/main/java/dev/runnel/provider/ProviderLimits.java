package dev.runnel.provider;

import java.time.Duration;
import java.util.Optional;

/**
 * A provider's own time limits. Where one is empty, the general limit applies.
 *
 * @param firstToken how long it may be silent before the first token
 * @param idle how long it may be silent after that
 */
public record ProviderLimits(Optional<Duration> firstToken, Optional<Duration> idle) {

    /** No limits of its own. */
    public static final ProviderLimits NONE = new ProviderLimits(Optional.empty(), Optional.empty());
}
