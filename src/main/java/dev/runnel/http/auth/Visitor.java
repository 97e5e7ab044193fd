package dev.runnel.http.auth;

import dev.runnel.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * Who has come to stay.
 *
 * @param user whose requests come; empty where neither a token nor the path says it
 * @param until when the token expires; {@code Instant.MAX} if there is none, or if it never does
 */
public record Visitor(Optional<UserId> user, Instant until) {}
