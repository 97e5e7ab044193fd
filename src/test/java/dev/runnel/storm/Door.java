package dev.runnel.storm;

import dev.runnel.testing.SseClient;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** How viewers come to one reply: the first asks for it, and all come back to it by its name. */
final class Door {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final String TOO_MANY = "too_many_replies";

    private final Question question;
    private final StormPods pods;
    private final CompletableFuture<String> reply = new CompletableFuture<>();
    private final Set<StormPod.Incarnation> asked = ConcurrentHashMap.newKeySet();
    private volatile boolean refused;
    private volatile StormPod.Incarnation last;

    Door(Question question, StormPods pods) {
        this.question = question;
        this.pods = pods;
    }

    /** Often where another one has just gone: all viewers at a pod follow what that pod has of the reply. */
    StormPod.Incarnation choosePod(RandomGenerator random) {
        StormPod.Incarnation before = last;
        boolean isTogether = random.nextBoolean() && before != null && !before.isKilled();
        StormPod.Incarnation pod = isTogether ? before : pods.any(random);
        last = pod;
        return pod;
    }

    SseClient enter(StormPod.Incarnation pod, long lastSeq) {
        String path = "/api/conversation-stream/" + question.user();
        var request = SseClient.to(pod.port()).patience(PATIENCE);
        if (reply.isDone()) {
            return request.get(path + "/" + reply.join(), "Last-Event-ID: " + lastSeq);
        }
        asked.add(pod);
        return request.post(path, question.body(), "Idempotency-Key: " + question.key());
    }

    void learn(String replyId) {
        refused = false;
        reply.complete(replyId);
    }

    /** Completes when the first viewer knows it. */
    CompletableFuture<String> reply() {
        return reply;
    }

    /** Whether the answer says that the user's place is taken; it is remembered. */
    boolean isRefusal(String code) {
        refused = code.equals(TOO_MANY);
        return refused;
    }

    /** Whether nobody was let in, for another reply was said to run. */
    boolean wasRefused() {
        return refused && !reply.isDone();
    }

    /** Whether a pod that was asked has been killed: what it had taken for the user it could not give back. */
    boolean hasKilledPod() {
        return asked.stream().anyMatch(StormPod.Incarnation::isKilled);
    }

    /** The pods that were asked for the reply, of which one has begun it. */
    Set<String> asked() {
        return asked.stream().map(StormPod.Incarnation::toString).collect(Collectors.toSet());
    }

    Optional<String> replyId() {
        return Optional.ofNullable(reply.getNow(null));
    }
}
