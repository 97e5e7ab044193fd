package dev.runnel.storm;

import dev.runnel.testing.SseClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Says something while a reply runs, and reads what comes of it, as people who cannot wait do. */
final class Interjector {

    private static final Duration KNOWN = Duration.ofSeconds(100);
    private static final int TRIES = 5;

    private final StormRun storm;
    private final Interjection interjection;
    private final ViewedReply reply;
    private final RandomGenerator random;
    private final Thread thread;
    private ViewedReply said;
    private boolean isWithdrawn;

    /** @param said what is said, as if it were a question of its own */
    Interjector(StormRun storm, Interjection interjection, ViewedReply reply, Supplier<ViewedReply> said, long seed) {
        this.storm = storm;
        this.interjection = interjection;
        this.reply = reply;
        this.random = new SplittableRandom(seed);
        this.thread = Thread.ofVirtual().unstarted(() -> speak(said));
    }

    void begin() {
        thread.start();
    }

    /** What was said, when all of its viewers have seen the end; empty if nothing was. */
    Optional<ViewedReply> await() throws InterruptedException {
        thread.join();
        return Optional.ofNullable(said);
    }

    /** Whether the user has taken it back before it was asked. */
    boolean isWithdrawn() {
        return isWithdrawn;
    }

    private void speak(Supplier<ViewedReply> wanted) {
        try {
            reply.door().reply().get(KNOWN.toMillis(), TimeUnit.MILLISECONDS);
            storm.clock().pass(interjection.after());
            said = wanted.get();
            if (said == null) {
                return;
            }
            Thread taker = Thread.ofVirtual().unstarted(() -> withdraw(said));
            if (interjection.withdraws()) {
                taker.start();
            }
            said.read();
            if (interjection.withdraws()) {
                taker.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // The reply never began: there is nobody to talk to.
            said = null;
        }
    }

    private void withdraw(ViewedReply waiting) {
        try {
            String id = waiting.door().reply().get(KNOWN.toMillis(), TimeUnit.MILLISECONDS);
            Question question = waiting.question();
            String path = "/api/conversation/" + question.user() + "/" + question.session() + "/queue/" + id;
            for (int i = 0; i < TRIES && !isWithdrawn; i++) {
                isWithdrawn = isGone(path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            isWithdrawn = false;
        }
    }

    private boolean isGone(String path) {
        try (SseClient answer = SseClient.request(storm.pods().any(random).port(), "DELETE", path, "")) {
            return answer.status() == 204;
        } catch (UncheckedIOException | AssertionError e) {
            return false;
        }
    }
}
