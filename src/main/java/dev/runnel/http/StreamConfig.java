package dev.runnel.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How event streams are sent. */
@ConfigMapping(prefix = "runnel.stream")
interface StreamConfig {

    /**
     * Whether streams are compressed with gzip for clients that accept it. Each event is sent at once all the same. A
     * word then takes 16 bytes in place of 52, without the packet around it. The price is 3 KiB of heap per stream.
     */
    @WithDefault("true")
    boolean compression();

    /**
     * Whether events, and messages on sockets, are padded with blanks to one of a few lengths. The lengths of encrypted
     * packets otherwise tell somebody on the way the lengths of a reply's words, and from those its topic can be guessed.
     * What is padded is not compressed, because compression would remove the blanks.
     */
    @WithDefault("false")
    boolean padding();
}
