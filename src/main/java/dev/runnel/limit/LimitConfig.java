package dev.runnel.limit;

import dev.runnel.config.PositiveInteger;
import dev.runnel.config.PositiveOrZeroInteger;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

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
     * Requests per client address and minute, of all its users together. 0: not limited, because whole offices sit
     * behind one address, and behind a proxy everybody does unless the proxy tells the client's own.
     */
    @WithDefault("0")
    @WithConverter(PositiveOrZeroInteger.class)
    int addressRequests();

    /** Replies that this pod runs at once: at 40 KiB each, 10,000 fit in 400 MiB. */
    @WithDefault("10000")
    @WithConverter(PositiveInteger.class)
    int podReplies();
}
