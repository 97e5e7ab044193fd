package dev.runnel.http;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** What a client says when it wants to make a socket of its connection (RFC 6455, 4.2.1). */
final class SocketRequest {

    static final String VERSION = "13";

    /** The one that is chosen; a browser gives up if it offered some and none is. */
    static final String PROTOCOL = "runnel";

    private static final String OFFERED = "Sec-WebSocket-Protocol";
    private static final String TOKEN = "bearer.";
    private static final int KEY_BYTES = 16;

    private SocketRequest() {}

    static boolean isOne(HttpServerRequest request) {
        return names(request, "Upgrade", "websocket");
    }

    static boolean isOfKnownVersion(HttpServerRequest request) {
        return VERSION.equals(request.getHeader("Sec-WebSocket-Version"));
    }

    /** Throws a {@code FailureException} if it cannot be answered. */
    static void check(HttpServerRequest request) {
        if (!names(request, "Connection", "upgrade") || !hasKey(request)) {
            throw Failure.of(FailureCode.REQUEST_INVALID, "This is no WebSocket handshake.")
                    .asException();
        }
        List<String> offered = offered(request);
        if (!offered.isEmpty() && offered.stream().allMatch(SocketRequest::isToken)) {
            throw Failure.of(
                            FailureCode.REQUEST_INVALID,
                            "Offer the protocol " + PROTOCOL + ", too: a token is not repeated in an answer.")
                    .asException();
        }
    }

    /**
     * The request's token as in {@code Authorization}; null if it has none. Pages cannot set headers of a handshake, but
     * the protocols that they offer, and those are in no log and no history, as addresses are.
     */
    static String authorization(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        return header != null
                ? header
                : offered(request).stream()
                        .filter(SocketRequest::isToken)
                        .findFirst()
                        .map(token -> "Bearer " + token.substring(TOKEN.length()))
                        .orElse(null);
    }

    private static boolean isToken(String protocol) {
        return protocol.startsWith(TOKEN);
    }

    private static boolean hasKey(HttpServerRequest request) {
        String key = request.getHeader("Sec-WebSocket-Key");
        try {
            return key != null && Base64.getDecoder().decode(key.strip()).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static List<String> offered(HttpServerRequest request) {
        return elements(request, OFFERED);
    }

    private static boolean names(HttpServerRequest request, String header, String element) {
        return elements(request, header).stream()
                .anyMatch(named -> named.toLowerCase(Locale.ROOT).equals(element));
    }

    private static List<String> elements(HttpServerRequest request, String header) {
        return request.headers().getAll(header).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .toList();
    }
}
