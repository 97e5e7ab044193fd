package dev.runnel.http.socket;

import dev.runnel.config.PositiveDuration;
import dev.runnel.config.PositiveInteger;
import dev.runnel.config.PositiveOrZeroDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The limits of a socket. A message may be as large as the body of a request ({@code runnel.message.max-body-size}). */
@ConfigMapping(prefix = "runnel.socket")
interface SocketConfig {

    /** Sockets that one user may have open at once at this pod: one for each of many tabs and devices. */
    @WithDefault("20")
    @WithConverter(PositiveInteger.class)
    int perUser();

    /** Replies that one socket may show at once: three times what a user may have running. */
    @WithDefault("32")
    @WithConverter(PositiveInteger.class)
    int replies();

    /**
     * Frames that a client may send in a minute, those of its answers to pings included: ten each second are more than
     * a page with several conversations has to say, and less than a flood.
     */
    @WithDefault("600")
    @WithConverter(PositiveInteger.class)
    int frames();

    /**
     * How often a client is asked whether it is still there; one that is not heard of for two and a half times as long is
     * taken for gone. Shorter than the minute after which proxies and routers close a connection that is silent.
     */
    @WithDefault("20s")
    @WithConverter(PositiveDuration.class)
    Duration pingInterval();

    /** How long replies go on after the token with which the socket was opened has expired. Nothing new is begun then. */
    @WithDefault("1m")
    @WithConverter(PositiveOrZeroDuration.class)
    Duration tokenGrace();

    /** Whether messages to clients that offer it are compressed ({@code permessage-deflate}). */
    @WithDefault("true")
    boolean compression();
}
