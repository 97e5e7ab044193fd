package dev.runnel.testing;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Runs tasks that all wait for each other before they begin, so that they meet in what they do. */
public final class AtOnce {
    private static final long PATIENCE_SECONDS = 20;

    private AtOnce() {}

    /** The results of {@code task(0)} to {@code task(count - 1)}, in that order. */
    public static <T> List<T> call(int count, IntFunction<T> task) {
        return call(IntStream.range(0, count)
                .<Callable<T>>mapToObj(i -> () -> task.apply(i))
                .toList());
    }

    /** The results, in the order of the tasks. */
    public static <T> List<T> call(List<Callable<T>> tasks) {
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory())) {
            List<Future<T>> running = tasks.stream()
                    .map(task -> threads.submit(() -> {
                        start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                        return task.call();
                    }))
                    .toList();
            return running.stream().map(AtOnce::result).toList();
        }
    }

    private static <T> T result(Future<T> running) {
        try {
            return running.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            running.cancel(true);
            throw new AssertionError("a task did not end well: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
