package dev.runnel.testing;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Plays a plan on a connection. Throws as soon as the connection is over, at whichever end. */
final class Player {
    private final Connection connection;
    private final Exchange exchange;
    private final Response response;

    Player(Connection connection, Exchange exchange) throws IOException {
        this.connection = connection;
        this.exchange = exchange;
        this.response = new Response(connection.output());
    }

    void play(List<Action> plan) throws IOException {
        for (int i = 0; i < plan.size(); i++) {
            switch (plan.get(i)) {
                case Action.Wait(Duration length) -> connection.pause(length);
                case Action.Hold(Gate gate) -> connection.holdAt(gate);
                case Action.Head head -> response.head(head);
                case Action.Raw(byte[] bytes) -> response.raw(bytes);
                case Action.Body body -> send(body, plan.get(i + 1));
                case Action.End end -> end(end);
            }
        }
    }

    /** The last part goes out together with the end of the body: a client may close as soon as it has read it. */
    private void send(Action.Body body, Action next) throws IOException {
        exchange.sending(body.tokens());
        response.append(body.bytes());
        if (!(next instanceof Action.End)) {
            response.flush();
        }
    }

    private void end(Action.End end) throws IOException {
        switch (end.ending()) {
            case CLEAN -> exchange.conclude(end.whole(), response::terminate);
            case STALL -> {
                exchange.sendLast(end.whole(), response::flush);
                connection.awaitOver();
            }
            case CUT -> {
                response.flush();
                connection.close();
            }
            case RESET -> {
                response.flush();
                connection.reset();
            }
        }
    }
}
