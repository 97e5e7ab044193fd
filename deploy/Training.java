import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Runs the packaged application once, so that the JVM learns what to keep in its ahead-of-time cache: starts the command
 * that it is given, asks it as users do, ends it with SIGTERM, and ends as it did. The provider is a few lines of this
 * program, so the way to a real one is learnt too; that to Redis where {@code REDIS_URL} names one. Needs
 * {@code java.base} alone, for it runs on the image's own JRE.
 */
final class Training {

    /** Most code of a reply runs once in it, and is compiled for good, which is worth learning, after thousands of runs. */
    private static final int REPLIES = Integer.getInteger("replies", 40_000);

    private static final int CLIENTS = 8;
    private static final int WORDS = 10;

    private Training() {}

    public static void main(String[] command) throws Exception {
        int port = freePort();
        try (ServerSocket provider = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> speak(provider));
            Process application = start(command, port, provider.getLocalPort());
            int status;
            try {
                awaitReady(application, port);
                ask(port);
                look(port);
                application.destroy();
                status = application.waitFor();
            } finally {
                application.destroyForcibly();
            }
            // 143: ended by SIGTERM, as it was told to.
            System.exit(status == 143 ? 0 : 1);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static Process start(String[] command, int port, int provider) throws IOException {
        ProcessBuilder start = new ProcessBuilder(command).inheritIO();
        start.environment().put("RUNNEL_AUTH", "off");
        start.environment().put("RUNNEL_LIMIT_REQUESTS", "100000");
        start.environment().put("OPENAI_BASE_URL", "http://127.0.0.1:" + provider + "/v1");
        start.environment().put("OPENAI_API_KEY", "training");
        // Nobody listens there: what is learnt of Redis then is how to connect, and to go on without it.
        start.environment().putIfAbsent("REDIS_URL", "redis://127.0.0.1:1");
        start.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        start.environment().put("QUARKUS_HTTP_PORT", "" + port);
        return start.start();
    }

    private static void awaitReady(Process application, int port) throws Exception {
        while (true) {
            try {
                call(port, "GET", "/q/health/ready");
                return;
            } catch (IOException e) {
                if (!application.isAlive()) {
                    throw new IllegalStateException("The application ended before it was ready.", e);
                }
                Thread.sleep(100);
            }
        }
    }

    /** Several at a time, or the application would wait for its client. */
    private static void ask(int port) throws Exception {
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Callable<Void>> asking = IntStream.range(0, CLIENTS)
                    .<Callable<Void>>mapToObj(client -> () -> askAgainAndAgain(port, "client-" + client))
                    .toList();
            for (Future<Void> asked : clients.invokeAll(asking)) {
                asked.get();
            }
        }
    }

    private static Void askAgainAndAgain(int port, String user) throws IOException {
        for (int i = 0; i < REPLIES / CLIENTS; i++) {
            String reply = call(port, "POST", "/api/conversation-stream/" + user + "-" + i);
            if (!reply.contains("\"complete\"")) {
                throw new IllegalStateException("A reply did not end well: " + reply);
            }
        }
        return null;
    }

    private static void look(int port) throws IOException {
        for (String path : List.of("/", "/runnel/client.js", "/q/health", "/q/metrics")) {
            call(port, "GET", path);
        }
    }

    private static String call(int port, String method, String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setRequestMethod(method);
        if (method.equals("POST")) {
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setDoOutput(true);
            connection.getOutputStream().write("{\"message\":\"hello\"}".getBytes(StandardCharsets.UTF_8));
        }
        return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void speak(ServerSocket provider) {
        while (!provider.isClosed()) {
            try {
                Socket caller = provider.accept();
                Thread.ofVirtual().start(() -> answer(caller));
            } catch (IOException e) {
                return;
            }
        }
    }

    /** In OpenAI's format, one request of a connection after another, until the application hangs up. */
    private static void answer(Socket caller) {
        try (caller;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(caller.getInputStream(), StandardCharsets.ISO_8859_1));
                OutputStream out = caller.getOutputStream()) {
            // Or each piece would wait until the one before is acknowledged.
            caller.setTcpNoDelay(true);
            for (String body = readBody(in); body != null; body = readBody(in)) {
                if (body.replace(" ", "").contains("\"stream\":true")) {
                    stream(out);
                } else {
                    writeWhole(out);
                }
            }
        } catch (IOException e) {
            // The application hung up; its replies are checked where they arrive.
        }
    }

    /** Null when there is no further request. */
    private static String readBody(BufferedReader in) throws IOException {
        int length = 0;
        String line = in.readLine();
        while (line != null && !line.isEmpty()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).strip());
            }
            line = in.readLine();
        }
        if (line == null) {
            return null;
        }
        char[] body = new char[length];
        for (int read = 0; read < length; ) {
            int more = in.read(body, read, length - read);
            if (more < 0) {
                return null;
            }
            read += more;
        }
        return new String(body);
    }

    private static void stream(OutputStream out) throws IOException {
        write(out, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int i = 0; i < WORDS; i++) {
            writeChunk(out, event("{\"content\":\"word \"}", "null"));
        }
        writeChunk(out, event("{}", "\"stop\"") + "data: [DONE]\n\n");
        write(out, "0\r\n\r\n");
    }

    /** What a message is about, which the application asks for in one piece. */
    private static void writeWhole(OutputStream out) throws IOException {
        String body = """
                {"id":"1","object":"chat.completion","model":"training","choices":[{"index":0,"finish_reason":"stop",\
                "message":{"role":"assistant","content":"{\\"intent\\":\\"question\\",\
                \\"entities\\":[{\\"name\\":\\"place\\",\\"value\\":\\"here\\"}],\
                \\"suggestions\\":[\\"Why?\\",\\"How?\\"]}"}}]}""";
        write(
                out,
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body);
    }

    private static String event(String delta, String finishReason) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finishReason + "}]}\n\n";
    }

    private static void writeChunk(OutputStream out, String text) throws IOException {
        write(out, Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
