package dev.runnel.reply;

import dev.runnel.model.ModelEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The subscription to the model's answer. It may be cancelled before it exists, because a reply may end before its
 * model was asked.
 */
final class AnswerSubscription {

    private final CompletableFuture<Cancellable> subscription = new CompletableFuture<>();

    void start(Multi<ModelEvent> answer, Consumer<ModelEvent> onEvent, Consumer<Throwable> onFailure, Runnable onEnd) {
        subscription.complete(answer.subscribe().with(onEvent, onFailure, onEnd));
    }

    void cancel() {
        subscription.thenAccept(Cancellable::cancel);
    }
}
