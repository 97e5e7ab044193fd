package dev.runnel.http.auth;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Startup;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/** Verifies bearer tokens. Fails the start if the configuration cannot work. */
@Startup
@Singleton
class Tokens {

    private static final Logger LOG = Logger.getLogger(Tokens.class);

    private static final String SCHEME = "Bearer ";

    /** How long to wait for the key server. Tokens whose key is known do not wait for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final AuthConfig config;
    private final VerificationKey key;
    private final JWTParser parser;
    private final ExecutorService threads;
    private final LaunchMode launchMode;
    private final KeysLog keysLog = new KeysLog(System::nanoTime);

    Tokens(
            AuthConfig config,
            VerificationKey key,
            JWTParser parser,
            @VirtualThreads ExecutorService threads,
            LaunchMode launchMode) {
        this.config = config;
        this.key = key;
        this.parser = parser;
        this.threads = threads;
        this.launchMode = launchMode;
    }

    @PostConstruct
    void check() {
        if (areChecked()) {
            key.check();
        } else if (launchMode == LaunchMode.NORMAL) {
            LOG.warn("RUNNEL_AUTH=off: every client can act as any user. "
                    + "Let only a gateway that checks users reach this service, or set RUNNEL_AUTH=jwt.");
        }
    }

    boolean areChecked() {
        return config.mode() == AuthConfig.Mode.JWT;
    }

    /**
     * What a valid token says.
     *
     * @param user whom it names; empty if it names nobody
     * @param until when it expires; {@code Instant.MAX} if it never does
     */
    record SignedIn(Optional<String> user, Instant until) {}

    /**
     * What the token in a header says.
     *
     * @param header the value of {@code Authorization}; null for none
     * @return fails with a {@link FailureException} if there is no valid token, or if it cannot be verified now
     */
    Uni<SignedIn> signedIn(String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Uni.createFrom()
                    .failure(Failure.of(FailureCode.UNAUTHENTICATED).asException());
        }
        String token = header.substring(SCHEME.length()).strip();
        if (TokenDepth.isTooDeep(token)) {
            return Uni.createFrom()
                    .failure(Failure.of(FailureCode.UNAUTHENTICATED).asException());
        }
        // Not on the event loop, because a key may have to be fetched first, which blocks.
        return Uni.createFrom()
                .item(() -> verified(token))
                .runSubscriptionOn(threads)
                .ifNoItem()
                .after(PATIENCE)
                .failWith(() -> unavailable("no answer within " + PATIENCE.toSeconds() + " s"));
    }

    private SignedIn verified(String token) {
        try {
            JsonWebToken verified = parser.parse(token);
            long expiry = verified.getExpirationTime();
            return new SignedIn(
                    verified.claim(config.claim())
                            .filter(String.class::isInstance)
                            .map(String.class::cast),
                    expiry > 0 ? Instant.ofEpochSecond(expiry) : Instant.MAX);
        } catch (ParseException e) {
            throw refusal(e);
        }
    }

    /** Does not tell the client the reason, which would help to forge a token. */
    private FailureException refusal(ParseException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return unavailable(cause.toString());
            }
        }
        LOG.debug("A token was refused", thrown);
        return Failure.of(FailureCode.UNAUTHENTICATED).asException();
    }

    private FailureException unavailable(String reason) {
        keysLog.unreachable(reason);
        return Failure.of(FailureCode.AUTHENTICATION_UNAVAILABLE).asException();
    }
}
