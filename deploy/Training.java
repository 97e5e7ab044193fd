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

/**
 * Runs the packaged application once, so that the JVM learns what to keep in its ahead-of-time cache: starts the command
 * that it is given, asks it as users do, ends it with SIGTERM, and ends as it did. The provider is a few lines of this
 * program, so the way to a real one is learnt too. Needs {@code java.base} alone, for it runs on the image's own JRE.
 */
final class Training {

    private static final int REPLIES = 200;
    private static final int WORDS = 50;

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
        // Nobody listens there: what is learnt of Redis is how to connect, and to go on without it.
        start.environment().put("REDIS_URL", "redis://127.0.0.1:1");
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

    private static void ask(int port) throws IOException {
        for (int i = 0; i < REPLIES; i++) {
            String reply = call(port, "POST", "/api/conversation-stream/user-" + i);
            if (!reply.contains("\"complete\"")) {
                throw new IllegalStateException("A reply did not end well: " + reply);
            }
        }
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

    /** One reply in OpenAI's format, streamed, whatever was asked. */
    private static void answer(Socket caller) {
        try (caller;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(caller.getInputStream(), StandardCharsets.ISO_8859_1));
                OutputStream out = caller.getOutputStream()) {
            int length = 0;
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            while (length-- > 0) {
                in.read();
            }
            write(out, "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");
            for (int i = 0; i < WORDS; i++) {
                write(out, event("{\"content\":\"word \"}", "null"));
            }
            write(out, event("{}", "\"stop\"") + "data: [DONE]\n\n");
        } catch (IOException e) {
            // The application hung up; its replies are checked where they arrive.
        }
    }

    private static String event(String delta, String finishReason) {
        return "data: {\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finishReason + "}]}\n\n";
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
