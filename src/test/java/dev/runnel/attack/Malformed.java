package dev.runnel.attack;

import java.util.ArrayList;
import java.util.List;

/** Requests that no client of good will sends, as bytes. Characters are bytes. */
public final class Malformed {

    /** One request. Where {@code closes}, what follows on the connection must not be taken for another one. */
    public record Request(String name, String bytes, boolean closes) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final String QUESTION = "{\"message\":\"Hi\"}";
    private static final String CHUNKED_QUESTION = "10\r\n" + QUESTION + "\r\n0\r\n\r\n";

    private final String headers;
    private final String user;
    private final List<Request> requests = new ArrayList<>();

    /**
     * @param headers of each request that gets so far, with their line breaks; who asks, for instance
     * @param user whose resources are asked for
     */
    private Malformed(String headers, String user) {
        this.headers = headers;
        this.user = user;
    }

    /** All of them; each is to be refused. */
    public static List<Request> requests(String headers, String user) {
        Malformed all = new Malformed(headers, user);
        all.startLines();
        all.paths();
        all.hosts();
        all.framing();
        all.headerLines();
        all.bodies();
        all.conditions();
        return all.requests;
    }

    private void startLines() {
        closing("no version", "GET /\r\n\r\n");
        closing("a version of the future", head("GET", "/", "HTTP/9.9", "Host: a"));
        closing("a space in the path", head("GET", "/a b", "HTTP/1.1", "Host: a"));
        closing("a method that is no word", head("F(O", "/", "HTTP/1.1", "Host: a"));
        closing("a path too long", head("GET", "/" + "x".repeat(5_000), "HTTP/1.1", "Host: a"));
        answered("a made-up method", head("FOO", conversation(), "HTTP/1.1", "Host: a"));
        answered("a made-up method for the page", head("FOO", "/", "HTTP/1.1", "Host: a"));
        answered("TRACE", head("TRACE", conversation(), "HTTP/1.1", "Host: a"));
        answered("a tunnel", head("CONNECT", "a:443", "HTTP/1.1", "Host: a"));
        answered("a question about all", head("OPTIONS", "*", "HTTP/1.1", "Host: a"));
    }

    private void paths() {
        for (String path : List.of(
                "/nope",
                "/api/nope",
                "/q/nope",
                "//",
                "api",
                "http://[x/api",
                conversation() + "/%zz",
                conversation() + "/a%2",
                "/api/conversation/%ff%fe",
                "/api/conversation/%00",
                "/api/conversation/\u00c3\u00a9",
                "/api/conversation/a|b{}^`",
                "/api/conversation/a\"<>",
                "/api/conversation-stream/" + user + "?session_id=%zz",
                "/api/conversation-stream/" + user + "?%zz=1",
                "/api/conversation-stream/" + user + "?session_id=a|b{}^`",
                "/api/conversation-stream/" + user + "/r?after=x",
                "/static/../../etc/passwd",
                "/static/%2e%2e/%2e%2e/x")) {
            answered("GET " + path, head("GET", path, "HTTP/1.1", "Host: a"));
        }
    }

    private void hosts() {
        closing("no host", head("GET", conversation(), "HTTP/1.1"));
        closing("two hosts", head("GET", conversation(), "HTTP/1.1", "Host: a", "Host: b"));
        for (String host : List.of("a b", "[::", "a:b", "a:999999", "<x>", "%")) {
            closing("the host " + host, head("GET", conversation(), "HTTP/1.1", "Host: " + host));
        }
    }

    private void framing() {
        String json = "Content-Type: application/json";
        closing(
                "two ways to tell the length",
                post(json, "Content-Length: 3", "Transfer-Encoding: chunked") + CHUNKED_QUESTION);
        closing("a coding nobody knows", post(json, "Transfer-Encoding: foo") + QUESTION);
        closing("a coding below the chunks", post(json, "Transfer-Encoding: gzip, chunked") + CHUNKED_QUESTION);
        closing("nearly chunked", post(json, "Transfer-Encoding: xchunked") + CHUNKED_QUESTION);
        closing(
                "chunked twice",
                post(json, "Transfer-Encoding: chunked", "Transfer-Encoding: chunked") + CHUNKED_QUESTION);
        closing(
                "chunks before there were any",
                head("POST", conversation(), "HTTP/1.0", "Host: a", json, "Transfer-Encoding: chunked")
                        + CHUNKED_QUESTION);
        for (String length : List.of("-1", "x", "+16", "16, 17", "99999999999999999999")) {
            closing("the length " + length, post(json, "Content-Length: " + length) + QUESTION);
        }
        closing("two lengths", post(json, "Content-Length: 16", "Content-Length: 17") + QUESTION);
    }

    private void headerLines() {
        for (String line :
                List.of("X: a\r\n b", "X: a\r\n\tb", " X: a", "foo", "foo : x", "foo: a\u0000b", "f\u00ffo: a")) {
            closing("the header line " + line.strip(), head("GET", conversation(), "HTTP/1.1", "Host: a", line));
        }
        closing("a folded line behind an empty one", "\r\n" + head("GET", "/", "HTTP/1.1", "Host: a", "X: a\r\n b"));
        closing("a lone carriage return", head("GET", conversation(), "HTTP/1.1", "Host: a\rX: b"));
        closing("a head too large", head("GET", conversation(), "HTTP/1.1", "Host: a", "X: " + "x".repeat(20_000)));
    }

    private void bodies() {
        String deep = "[".repeat(5_000) + "]".repeat(5_000);
        for (String body : List.of(
                "{\"message\":\"Hi\",\"message\":\"Ho\"}",
                "{\"message\":\"Hi\",\"session_id\":\"a\",\"session_id\":\"b\"}",
                "{\"message\":\"Hi\"} x",
                "{\"message\":\"Hi\"}{\"message\":\"Ho\"}",
                "{\"message\":" + deep + "}",
                "{\"message\":\"Hi\",\"x\":" + deep + "}",
                "{\"message\":\"Hi\",\"x\":" + "1".repeat(5_000) + "}",
                "{\"message\":\"Hi\",\"" + "x".repeat(60_000) + "\":1}")) {
            String name = body.substring(0, Math.min(40, body.length()));
            String length = "Content-Length: " + body.length();
            answered(name, post("Content-Type: application/json", length) + body);
            answered(
                    name + " for a stream",
                    head(
                                    "POST",
                                    "/api/conversation-stream/" + user,
                                    "HTTP/1.1",
                                    "Host: a",
                                    "Content-Type: application/json",
                                    length)
                            + body);
        }
        for (String type : List.of("///", "multipart/form-data", "application/x-www-form-urlencoded", "text/html")) {
            answered("a body of type " + type, post("Content-Type: " + type, "Content-Length: 16") + QUESTION);
        }
    }

    private void conditions() {
        for (String accept : List.of("///", "text/html;q=x", ",", "text/html")) {
            answered(
                    "an answer of type " + accept,
                    post("Content-Type: application/json", "Content-Length: 16", "Accept: " + accept) + QUESTION);
        }
        answered(
                "a key that is no text",
                post("Content-Type: application/json", "Content-Length: 16", "Idempotency-Key: \u00ff") + QUESTION);
        answered(
                "a position that is none",
                head(
                        "GET",
                        "/api/conversation-stream/" + user + "/r",
                        "HTTP/1.1",
                        "Host: a",
                        "Last-Event-ID: 99999999999999999999"));
    }

    private void answered(String name, String bytes) {
        requests.add(new Request(name, bytes, false));
    }

    private void closing(String name, String bytes) {
        requests.add(new Request(name, bytes, true));
    }

    private String conversation() {
        return "/api/conversation/" + user;
    }

    private String post(String... lines) {
        String[] all = new String[lines.length + 1];
        all[0] = "Host: a";
        System.arraycopy(lines, 0, all, 1, lines.length);
        return head("POST", conversation(), "HTTP/1.1", all);
    }

    private String head(String method, String path, String version, String... lines) {
        StringBuilder head = new StringBuilder(method + " " + path + " " + version + "\r\n");
        for (String line : lines) {
            head.append(line).append("\r\n");
        }
        return head.append(headers).append("\r\n").toString();
    }
}
