package dev.runnel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** How an {@link SseClient} is going to ask: as curl does. {@code receiveBuffer} 0 leaves the system's size. */
public record SseRequest(int port, int receiveBuffer, Duration patience, String address) {

    /** From this machine's usual address. */
    SseRequest(int port, int receiveBuffer, Duration patience) {
        this(port, receiveBuffer, patience, "127.0.0.1");
    }

    /** Comes from another address of this machine: any that begins with 127. */
    public SseRequest from(String other) {
        return new SseRequest(port, receiveBuffer, patience, other);
    }

    /** A small one makes the server feel a slow reader soon. */
    public SseRequest receiveBuffer(int bytes) {
        return new SseRequest(port, bytes, patience, address);
    }

    /** The bound of each wait; 5 seconds unless named. */
    public SseRequest patience(Duration bound) {
        return new SseRequest(port, receiveBuffer, bound, address);
    }

    public SseClient get(String path, String... headers) {
        return request("GET", path, "", headers);
    }

    public SseClient post(String path, String jsonBody, String... headers) {
        return request("POST", path, jsonBody, headers);
    }

    /** Headers as {@code "Name: value"}; they replace the usual ones. An empty body is none. */
    public SseClient request(String method, String path, String body, String... headers) {
        try {
            Socket socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.setTcpNoDelay(true);
            socket.bind(new InetSocketAddress(address, 0));
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    Math.toIntExact(patience.toMillis()));
            socket.getOutputStream().write(bytes(method, path, body.getBytes(StandardCharsets.UTF_8), headers));
            return new SseClient(socket, patience);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] bytes(String method, String path, byte[] body, String... given) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(usual(body.length));
        for (String header : given) {
            int colon = header.indexOf(':');
            headers.put(header.substring(0, colon), header.substring(colon + 1).strip());
        }
        StringBuilder head = new StringBuilder(method).append(' ').append(path).append(" HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        Bytes bytes = new Bytes();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    private Map<String, String> usual(int length) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Host", "127.0.0.1:" + port);
        headers.put("Accept", "*/*");
        if (length > 0) {
            headers.put("Content-Type", "application/json");
            headers.put("Content-Length", String.valueOf(length));
        }
        return headers;
    }
}
