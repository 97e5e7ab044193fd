package dev.runnel.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs before the server's own handler that sets up each accepted connection. It refuses a connection to a peer that
 * has too many, and adds to each connection the handlers that limit its requests.
 */
@Sharable
final class Acceptor extends ChannelInboundHandlerAdapter {

    private static final int NETWORK_BYTES = 8;

    private final Duration headTimeout;
    private final int maxPerAddress;
    private final StrictParsing parsing;
    private final Map<ByteBuffer, Integer> open = new ConcurrentHashMap<>();

    Acceptor(Duration headTimeout, int maxPerAddress, StrictParsing parsing) {
        this.headTimeout = headTimeout;
        this.maxPerAddress = maxPerAddress;
        this.parsing = parsing;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object accepted) {
        if (!(accepted instanceof Channel connection)) {
            context.fireChannelRead(accepted);
            return;
        }
        if (connection.remoteAddress() instanceof InetSocketAddress peer && !enter(peer.getAddress(), connection)) {
            // Not registered with an event loop yet, so there is no handler to tell.
            connection.unsafe().closeForcibly();
            ReferenceCountUtil.release(accepted);
            return;
        }
        connection.pipeline().addFirst(new HeadDeadline(headTimeout), new FirstBytes(parsing));
        context.fireChannelRead(accepted);
    }

    private boolean enter(InetAddress peer, Channel connection) {
        ByteBuffer address = network(peer);
        if (open.merge(address, 1, Integer::sum) > maxPerAddress) {
            leave(address);
            return false;
        }
        connection.closeFuture().addListener(closed -> leave(address));
        return true;
    }

    private void leave(ByteBuffer address) {
        open.computeIfPresent(address, (unused, count) -> count == 1 ? null : count - 1);
    }

    /** A peer with one IPv6 address can use any number of addresses of the same network. */
    private static ByteBuffer network(InetAddress peer) {
        byte[] address = peer.getAddress();
        return ByteBuffer.wrap(peer instanceof Inet6Address ? Arrays.copyOf(address, NETWORK_BYTES) : address);
    }
}
