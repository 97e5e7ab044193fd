package dev.runnel.limit;

import dev.runnel.config.PositiveDuration;
import dev.runnel.config.PositiveInteger;
import dev.runnel.config.PositiveOrZeroInteger;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much users, addresses and this process may ask for. */
@ConfigMapping(prefix = "runnel.limit")
public interface LimitConfig {

    /**
     * Requests per user and minute; all of them may come at once, then one each {@code 60 s / requests}. One a
     * second is more than a person types and less than a script needs to hurt.
     */
    @WithDefault("60")
    @WithConverter(PositiveInteger.class)
    int requests();

    /** Replies that one user may have running at once: a few open tabs. */
    @WithDefault("10")
    @WithConverter(PositiveInteger.class)
    int concurrentReplies();

    /**
     * Requests per client address and minute, of all its users together. 0: not limited, because a whole office may
     * share one address, and behind a proxy all clients do, unless the proxy passes on the client's address.
     */
    @WithDefault("0")
    @WithConverter(PositiveOrZeroInteger.class)
    int addressRequests();

    /** Replies that this pod runs at once: at 40 KiB each, 10,000 fit in 400 MiB. */
    @WithDefault("10000")
    @WithConverter(PositiveInteger.class)
    int podReplies();

    /**
     * What one user may read in a minute, at each pod: lists, transcripts, resumed streams. A page that reloads takes
     * three; ten a second are more than a person with several tabs and reconnects needs.
     */
    @WithDefault("600")
    @WithConverter(PositiveInteger.class)
    int reads();

    /**
     * What one user may stop and erase in a minute, at each pod: as many as messages, and enough to clear a list by
     * hand.
     */
    @WithDefault("120")
    @WithConverter(PositiveInteger.class)
    int deletions();

    /** Streams that one user may have open at once at this pod: ten replies in ten tabs. */
    @WithDefault("100")
    @WithConverter(PositiveInteger.class)
    int streams();

    /**
     * Streams that may be open at once at this pod. As many as connections (QUARKUS_HTTP_LIMITS_MAX_CONNECTIONS), which
     * bound them on HTTP/1.1; on HTTP/2 one connection has a hundred.
     */
    @WithDefault("20000")
    @WithConverter(PositiveInteger.class)
    int podStreams();

    /**
     * A new reply is refused when the event loop of its connection has been late by a quarter of this or more, without
     * a break for this long. A thousand replies in the first second of a new pod are accepted, although they begin
     * late. If they were refused, clients would repeat them, and the last of them would begin even later.
     */
    @WithDefault("5s")
    @WithConverter(PositiveDuration.class)
    Duration loopLag();
}
