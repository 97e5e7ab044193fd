package dev.runnel.http.deflate;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How the messages of one socket are compressed, as client and service have agreed (RFC 7692). Each side has one context
 * for the whole connection, unless the client wants otherwise.
 *
 * @param answer the value of {@code Sec-WebSocket-Extensions} that says so
 * @param serverForgets whether each message to the client is compressed by itself
 * @param serverBits how far back the client can look, as a power of two
 * @param clientForgets the same of each message of the client
 * @param clientBits how far back the client's messages may refer
 */
public record PerMessageDeflate(
        String answer, boolean serverForgets, int serverBits, boolean clientForgets, int clientBits) {

    /** The header in which both sides name extensions. */
    public static final String HEADER = "Sec-WebSocket-Extensions";

    /**
     * Of a client's messages 4 KiB are remembered, where it lets that be chosen: questions are short and rare. Otherwise
     * it may refer to the last 32 KiB, and as much is kept as it has written.
     */
    private static final int CLIENT_BITS = 12;

    /**
     * Takes the first offer that can be taken; empty if there is none.
     *
     * @param offers the values of the request's header
     * @param browser whether it is one. Then it can forget when told to, as the standard requires; Netty's clients break
     *     off when they are told what they did not offer
     */
    public static Optional<PerMessageDeflate> accept(List<String> offers, boolean browser) {
        return offers.stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .flatMap(element -> DeflateOffer.parse(element).stream())
                .findFirst()
                .map(offer -> accept(offer, browser));
    }

    private static PerMessageDeflate accept(DeflateOffer offer, boolean browser) {
        boolean clientForgets = offer.clientForgets() || browser && !offer.clientWindow();
        int clientBits = Math.min(CLIENT_BITS, offer.clientBits().orElse(CLIENT_BITS));
        return new PerMessageDeflate(
                offer.answer(clientForgets, clientBits),
                offer.serverForgets(),
                offer.serverBits().orElse(DeflateStream.LARGEST_WINDOW_BITS),
                clientForgets,
                offer.clientWindow() ? clientBits : DeflateStream.LARGEST_WINDOW_BITS);
    }

    /**
     * Adds it to a connection that has become a socket. Handlers before it see frames as they are on the wire, those after
     * it see plain ones.
     *
     * @param maxBytes of a message, and of each of its frames
     */
    public void addTo(ChannelPipeline pipeline, int maxBytes, CompressionListener sent) {
        WebSocketDecoderConfig config = WebSocketDecoderConfig.newBuilder()
                .allowExtensions(true)
                .maxFramePayloadLength(maxBytes)
                .closeOnProtocolViolation(false)
                .build();
        String decoder = pipeline.context(WebSocketFrameDecoder.class).name();
        pipeline.replace(decoder, decoder, new WebSocket13FrameDecoder(config));
        String encoder = pipeline.context(WebSocketFrameEncoder.class).name();
        pipeline.addAfter(encoder, null, new MessageDeflater(this, sent));
        pipeline.addAfter(encoder, null, new MessageInflater(this, maxBytes));
    }
}
