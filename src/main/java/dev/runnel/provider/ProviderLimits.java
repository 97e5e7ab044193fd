package dev.runnel.provider;

import java.time.Duration;
import java.util.Optional;

/**
 * The limits on time that are a provider's own. Where one is empty, the general one holds.
 *
 * @param firstToken how long it may be silent at first
 * @param idle how long it may be silent after that
 */
public record ProviderLimits(Optional<Duration> firstToken, Optional<Duration> idle) {

    /** None of its own. */
    public static final ProviderLimits NONE = new ProviderLimits(Optional.empty(), Optional.empty());
}
