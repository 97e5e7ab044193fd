package dev.runnel.http.socket;

import dev.runnel.ClientAddress;
import dev.runnel.http.auth.Visitor;
import io.netty.channel.Channel;
import io.vertx.core.http.ServerWebSocket;
import java.util.function.UnaryOperator;

/**
 * A connection that has just become a socket.
 *
 * @param connection the one that it was, and still is
 * @param maxBytes of one message
 * @param padding what each message to the client becomes
 */
public record Handshake(
        ServerWebSocket socket,
        Channel connection,
        SocketLanguage language,
        Visitor visitor,
        ClientAddress address,
        int maxBytes,
        UnaryOperator<String> padding) {}
