package dev.runnel.model;

import dev.runnel.provider.Provider;

/**
 * A provider that may answer a reply.
 *
 * @param guard shared by all replies
 * @param provider the guard's own, perhaps for another model
 */
record Candidate(ProviderGuard guard, Provider provider) {

    static Candidate of(ProviderGuard guard) {
        return new Candidate(guard, guard.provider());
    }
}
