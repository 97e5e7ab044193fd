package dev.runnel.ops;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Caffeine has a class for each combination of cache features, and loads it by name. The framework registers some of
 * them for native images. These are all that a bounded cache with one kind of expiry, or none, can need. The first six
 * are caches, the others their entries.
 */
@RegisterForReflection(
        classNames = {
            "com.github.benmanes.caffeine.cache.SSMS",
            "com.github.benmanes.caffeine.cache.SSMSA",
            "com.github.benmanes.caffeine.cache.SSMSW",
            "com.github.benmanes.caffeine.cache.SSMW",
            "com.github.benmanes.caffeine.cache.SSMWA",
            "com.github.benmanes.caffeine.cache.SSMWW",
            "com.github.benmanes.caffeine.cache.PSMS",
            "com.github.benmanes.caffeine.cache.PSAMS",
            "com.github.benmanes.caffeine.cache.PSWMS",
            "com.github.benmanes.caffeine.cache.PSMW",
            "com.github.benmanes.caffeine.cache.PSAMW",
            "com.github.benmanes.caffeine.cache.PSWMW"
        })
final class NativeCaches {

    private NativeCaches() {}
}
