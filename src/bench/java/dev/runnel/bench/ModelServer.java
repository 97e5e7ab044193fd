package dev.runnel.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A provider that speaks OpenAI's format and says what an {@link ScriptedReply} asks for. It has one thread and one
 * clock for all streams, because what it costs is taken away from the service that is measured.
 */
final class ModelServer {

    private static final int BACKLOG = 8192;
    /** A slot of the clock is a millisecond; no stream waits for longer than all of them. */
    private static final int SLOTS = 8192;

    private final Vertx vertx;
    private final List<List<ModelStream>> wheel = new ArrayList<>();
    private final Set<ModelStream> open = new HashSet<>();
    private final Set<String> failedOnce = new HashSet<>();
    private long tick = System.currentTimeMillis();

    private ModelServer(Vertx vertx) {
        this.vertx = vertx;
        for (int i = 0; i < SLOTS; i++) {
            wheel.add(new ArrayList<>());
        }
    }

    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        ModelServer model = new ModelServer(vertx);
        vertx.setPeriodic(1, unused -> model.speak());
        vertx.createHttpServer(new HttpServerOptions().setAcceptBacklog(BACKLOG).setTcpNoDelay(true))
                .requestHandler(model::answer)
                .listen(0, "127.0.0.1")
                .onSuccess(server -> ChildProcess.announce(server.actualPort()));
    }

    /** Lets each stream speak whose moment has come. */
    private void speak() {
        long now = System.currentTimeMillis();
        for (; tick <= now; tick++) {
            int slot = (int) (tick % SLOTS);
            List<ModelStream> due = wheel.get(slot);
            if (!due.isEmpty()) {
                wheel.set(slot, new ArrayList<>());
                due.forEach(this::speak);
            }
        }
    }

    private void speak(ModelStream stream) {
        if (open.contains(stream)) {
            stream.speak();
            later(stream);
        }
    }

    /** Models do not speak in step: the interval varies by half. */
    private void later(ModelStream stream) {
        if (!stream.isEnded()) {
            int interval = stream.order().intervalMs();
            int jittered = interval / 2 + ThreadLocalRandom.current().nextInt(interval + 1);
            long due = Math.max(tick, System.currentTimeMillis()) + Math.max(1, jittered);
            wheel.get((int) (due % SLOTS)).add(stream);
        }
    }

    private void answer(HttpServerRequest request) {
        if (request.path().equals("/finish")) {
            List.copyOf(open).forEach(ModelStream::finish);
            request.response().end();
        } else if (request.path().equals("/open")) {
            request.response().end(Integer.toString(open.size()));
        } else {
            request.bodyHandler(body -> answer(request, new JsonObject(body)));
        }
    }

    private void answer(HttpServerRequest request, JsonObject prompt) {
        List<JsonObject> messages = prompt.getJsonArray("messages").stream()
                .map(JsonObject.class::cast)
                .toList();
        int asked = lastOrder(messages);
        ScriptedReply order = ScriptedReply.parse(messages.get(asked).getString("content"));
        long said = messages.stream()
                .skip(asked + 1L)
                .filter(message -> message.getString("role").equals("assistant"))
                .mapToLong(message -> ModelWire.said(message.getString("content")))
                .sum();
        if (!prompt.getBoolean("stream", false)) {
            vertx.setTimer(Math.max(1, order.intervalMs()), unused -> request.response()
                    .putHeader("Content-Type", "application/json")
                    .end(ModelWire.document(said, order.tokens())));
            return;
        }
        boolean fails = order.fault() != ScriptedReply.Fault.NONE && failedOnce.add(order.key());
        if (fails && order.fault() == ScriptedReply.Fault.REFUSED) {
            request.response().setStatusCode(500).end(Buffer.buffer("{\"error\":{\"message\":\"out of order\"}}"));
            return;
        }
        ModelStream stream = new ModelStream(request, order, fails, said, open::remove);
        open.add(stream);
        stream.speak();
        later(stream);
    }

    /** What was said since then is the beginning of its answer, which broke off. */
    private static int lastOrder(List<JsonObject> messages) {
        for (int i = messages.size() - 1; i > 0; i--) {
            if (ScriptedReply.isOne(messages.get(i).getString("content"))) {
                return i;
            }
        }
        return 0;
    }
}
