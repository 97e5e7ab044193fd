package dev.runnel.http.auth;

import dev.runnel.UserId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Lets users open their own sockets, and nobody else's: what {@link Ownership} does for requests. */
@Singleton
public class SocketOwnership {

    private final Tokens tokens;

    SocketOwnership(Tokens tokens) {
        this.tokens = tokens;
    }

    /**
     * Whose socket it is, and for how long.
     *
     * @param authorization as in the header; null for none
     * @param owner whom the address names; empty if it names nobody
     * @return fails with a {@code FailureException} if there is no valid token, or one of another user
     */
    public Uni<Visitor> letIn(String authorization, Optional<UserId> owner) {
        if (!tokens.areChecked()) {
            Optional<UserId> user = owner.map(named -> PathUser.isMe(named) ? UserId.ANONYMOUS : named);
            return Uni.createFrom().item(new Visitor(user, Instant.MAX));
        }
        Optional<UserId> other = owner.filter(named -> !PathUser.isMe(named));
        return tokens.signedIn(authorization).map(signedIn -> {
            Ownership.check(signedIn.user(), other.map(UserId::value).orElse(null));
            return new Visitor(Optional.of(TokenUser.named(signedIn.user())), signedIn.until());
        });
    }
}
