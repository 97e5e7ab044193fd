package dev.runnel.bench;

import io.vertx.core.Future;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opens sockets of which each shows several replies, on the load's one thread. */
final class SocketLoad {

    private static final int CONNECTIONS = 20_000;
    private static final Pattern REPLY = Pattern.compile("\"reply_id\":\"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    private final Load load;
    private final WebSocketClient client;

    /** @param compressed whether messages may be compressed */
    SocketLoad(Load load, boolean compressed) {
        this.load = load;
        this.client = load.vertx()
                .createWebSocketClient(new WebSocketClientOptions()
                        .setMaxConnections(CONNECTIONS)
                        .setTryUsePerMessageCompression(compressed));
    }

    /** Opens sockets evenly, so that so many replies begin in a second. */
    void open(Target target, ScriptedReply order, int sockets, int replies, int perSecond, Tally tally) {
        for (int i = 0; i < sockets; i++) {
            open(target, order, replies, tally);
            Pause.millis(1000L * replies / perSecond);
        }
    }

    private void open(Target target, ScriptedReply order, int replies, Tally tally) {
        String path = "/api/conversation-socket/" + load.newUser();
        load.vertx().runOnContext(unused -> connect(target, path)
                .onSuccess(socket -> new Shown(socket, order, replies, tally).ask())
                .onFailure(thrown -> tally.fail("no socket: " + thrown)));
    }

    private Future<WebSocket> connect(Target target, String path) {
        return client.connect(target.port(), "127.0.0.1", path);
    }

    /** The replies of one socket. */
    private static final class Shown {

        private final WebSocket socket;
        private final ScriptedReply order;
        private final int replies;
        private final Tally tally;
        private final Map<String, Viewer> asked = new HashMap<>();
        private final Map<String, Viewer> shown = new HashMap<>();

        Shown(WebSocket socket, ScriptedReply order, int replies, Tally tally) {
            this.socket = socket;
            this.order = order;
            this.replies = replies;
            this.tally = tally;
        }

        void ask() {
            socket.textMessageHandler(this::hear);
            socket.closeHandler(unused -> closed());
            for (int i = 0; i < replies; i++) {
                String id = Integer.toString(i);
                asked.put(id, new Viewer(order, tally));
                socket.writeTextMessage(new JsonObject()
                        .put("type", "ask")
                        .put("id", id)
                        .put("message", order.message())
                        .encode());
            }
        }

        private void closed() {
            shown.values().forEach(viewer -> viewer.closed("the socket was closed"));
            asked.values().forEach(viewer -> viewer.closed("the socket was closed"));
        }

        private void hear(String message) {
            String reply = find(REPLY, message);
            if (message.startsWith("{\"type\":\"showing\"")) {
                shown.put(reply, asked.remove(find(ID, message)));
            } else if (shown.containsKey(reply)) {
                hear(shown.get(reply), message);
            } else {
                Viewer refused = asked.get(find(ID, message));
                if (refused != null) {
                    refused.closed("refused: " + message);
                }
            }
        }

        private void hear(Viewer viewer, String message) {
            viewer.hear(message.getBytes(StandardCharsets.UTF_8));
            if (viewer.isEnded()
                    && shown.size() == replies
                    && shown.values().stream().allMatch(Viewer::isEnded)) {
                socket.close();
            }
        }

        private static String find(Pattern pattern, String message) {
            Matcher found = pattern.matcher(message);
            return found.find() ? found.group(1) : "";
        }
    }
}
