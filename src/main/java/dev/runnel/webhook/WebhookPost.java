package dev.runnel.webhook;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.time.Instant;

/** Sends one event to the configured address. */
final class WebhookPost {

    /** A receiver that takes longer should have put the event into a queue of its own. */
    static final Duration TIMEOUT = Duration.ofSeconds(15);

    private static final int CONNECT_TIMEOUT_MS = 3_000;

    private final HttpClient client;
    private final String address;
    private final Signature signature;

    WebhookPost(Vertx vertx, String address, Signature signature) {
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MS).setVerifyHost(true));
        this.address = address;
        this.signature = signature;
    }

    /** @return whether the receiver has taken it; never fails */
    Uni<Boolean> send(String id, String body) {
        Instant now = Instant.now();
        RequestOptions options = new RequestOptions()
                .setAbsoluteURI(address)
                .setMethod(HttpMethod.POST)
                .setIdleTimeout(TIMEOUT.toMillis())
                .putHeader("Content-Type", "application/json")
                .putHeader("webhook-id", id)
                .putHeader("webhook-timestamp", Long.toString(now.getEpochSecond()))
                .putHeader("webhook-signature", signature.of(id, now, body));
        return Uni.createFrom()
                .completionStage(() -> client.request(options)
                        .compose(request -> request.send(body))
                        .compose(response -> response.body().map(unread -> response.statusCode() / 100 == 2))
                        .toCompletionStage())
                .ifNoItem()
                .after(TIMEOUT)
                .recoverWithItem(false)
                .onFailure()
                .recoverWithItem(false);
    }
}
