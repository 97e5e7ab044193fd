package dev.runnel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A provider at the other end of a real socket that does what its {@link Script}s say: HTTP/1.1 with keep-alive on 127.0.0.1,
 * in one {@link Dialect}, byte for byte. It is raw on purpose: it can cut, reset and split what an HTTP server would not.
 *
 * <p>Scripts are taken first in, first out, by requests of either kind; requests that do not stream look into their own queue
 * and their own default first. A request to an unknown path gets a 404 and takes no script, but is in the log.
 */
public final class ScriptedProvider implements AutoCloseable {
    private static final int BACKLOG = 4096;

    private final Dialect dialect;
    private final WireFormat format;
    private final ServerSocket server;
    private final Thread acceptor;
    private final ScriptChoice scripts = new ScriptChoice();
    private final RequestLog log = new RequestLog();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger opened = new AtomicInteger();

    private ScriptedProvider(Dialect dialect, int port) {
        this.dialect = dialect;
        this.format = dialect.format();
        try {
            server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        acceptor = Thread.ofVirtual().start(this::accept);
    }

    public static ScriptedProvider openAi() {
        return of(Dialect.OPENAI);
    }

    public static ScriptedProvider gemini() {
        return of(Dialect.GEMINI);
    }

    public static ScriptedProvider of(Dialect dialect) {
        return on(0, dialect);
    }

    /** On this port: a provider that was closed and comes back. */
    public static ScriptedProvider on(int port, Dialect dialect) {
        return new ScriptedProvider(dialect, port);
    }

    public Dialect dialect() {
        return dialect;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** What goes into {@code OPENAI_BASE_URL} or {@code GEMINI_BASE_URL}. */
    public String baseUrl() {
        return "http://127.0.0.1:" + port() + format.basePath();
    }

    /** Scripts for the next requests, streaming or not. */
    public ScriptedProvider enqueue(Script... next) {
        scripts.enqueue(List.of(next));
        return this;
    }

    /** Scripts for the next requests that do not stream; they come before the shared queue. */
    public ScriptedProvider enqueueNonStreaming(Script... next) {
        scripts.enqueueNonStreaming(List.of(next));
        return this;
    }

    /** When the queue is empty. */
    public ScriptedProvider byDefault(Script script) {
        scripts.byDefault(script);
        return this;
    }

    /** For requests that do not stream, which from then on leave the shared queue alone. */
    public ScriptedProvider byDefaultNonStreaming(Script script) {
        scripts.byDefaultNonStreaming(script);
        return this;
    }

    /** In place of queues and defaults. What the function throws becomes the message of a 500. */
    public ScriptedProvider answering(Function<RecordedRequest, Script> function) {
        scripts.answering(function);
        return this;
    }

    /** As at the start: healthy, with an empty log. Requests in progress play on, unrecorded. */
    public ScriptedProvider reset() {
        scripts.reset();
        log.clear();
        return this;
    }

    /** Snapshots, in the order of arrival. */
    public List<RecordedRequest> requests() {
        return log.snapshots();
    }

    public int openConnections() {
        return connections.size();
    }

    /** Of all time; the next one has this number. */
    public int connectionsOpened() {
        return opened.get();
    }

    public int requestsInProgress() {
        return log.inProgress();
    }

    /** Waits until at least so many requests have come. */
    public List<RecordedRequest> awaitRequests(int count) {
        RequestLog.await(count + " requests", () -> log.size() >= count);
        return requests();
    }

    public RecordedRequest awaitClosedByClient(int requestIndex) {
        RequestLog.await("the client closes request #" + requestIndex, () -> log.find(requestIndex)
                .filter(RecordedRequest::closedByClient)
                .isPresent());
        return log.find(requestIndex).orElseThrow();
    }

    public RecordedRequest awaitTokensSent(int requestIndex, int count) {
        RequestLog.await(count + " tokens sent for request #" + requestIndex, () -> log.find(requestIndex)
                .filter(request -> request.tokensSent() >= count)
                .isPresent());
        return log.find(requestIndex).orElseThrow();
    }

    public void awaitOpenConnections(int count) {
        RequestLog.await(count + " open connections", () -> openConnections() == count);
    }

    public void awaitNoRequestInProgress() {
        RequestLog.await("no request in progress", () -> requestsInProgress() == 0);
    }

    /** Closes all connections; from here on connections are refused. The log stays readable. */
    @Override
    public void close() {
        try {
            server.close();
            // The socket goes on listening until the thread that accepts has left it.
            acceptor.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connections.forEach(Connection::close);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                serve(new Connection(opened.getAndIncrement(), socket));
            } catch (IOException e) {
                // Closed, or a client that went away while it was accepted.
            }
        }
    }

    private void serve(Connection connection) {
        connections.add(connection);
        if (server.isClosed()) {
            connection.close();
        }
        Thread.ofVirtual().start(() -> {
            try {
                connection.serve(this::answer);
            } finally {
                connections.remove(connection);
            }
        });
    }

    private void answer(Connection connection, IncomingRequest request) throws IOException {
        Optional<Prompt> prompt = format.prompt(request);
        Exchange exchange;
        Function<RecordedRequest, Script> choice;
        // One step: the order of the log is the order in which scripts are taken.
        synchronized (log) {
            exchange = log.record(connection.number(), request, prompt);
            choice = prompt.map(known -> scripts.take(known.streaming())).orElse(unknown -> Script.status(404));
        }
        connection.begin(exchange);
        Script script = apply(choice, exchange.snapshot());
        List<Action> plan = new Plans(format, exchange.prompt(), exchange.heading()).of(script);
        new Player(connection, exchange).play(plan);
    }

    private static Script apply(Function<RecordedRequest, Script> choice, RecordedRequest request) {
        try {
            return choice.apply(request);
        } catch (RuntimeException | AssertionError e) {
            return Script.status(500).message("No script: " + e);
        }
    }
}
