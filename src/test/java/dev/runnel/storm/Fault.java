package dev.runnel.storm;

import java.time.Duration;

/** Something that goes wrong on purpose. */
public sealed interface Fault {

    /** Something that happens to one pod, named by its place. */
    sealed interface OfPod extends Fault {
        int pod();
    }

    /** Something that happens to Redis, or on the way to it. */
    sealed interface OfRedis extends Fault {

        /** Whether pods may think that Redis is away. */
        default boolean isOutage() {
            return true;
        }

        /** Whether Redis forgets what it had. */
        default boolean forgets() {
            return false;
        }
    }

    /** SIGKILL; after this time another pod starts in its place. */
    record Kill(int pod, Duration vacancy) implements OfPod {}

    /** SIGTERM; another pod starts when it has gone. */
    record Terminate(int pod) implements OfPod {}

    /** SIGSTOP, and SIGCONT after this time. */
    record Pause(int pod, Duration length) implements OfPod {}

    /** All connections to Redis break; new ones work. */
    record RedisCut() implements OfRedis {}

    /** Redis seems to close all connections: what is on its way there arrives, and its answers do not. */
    record RedisHalfClose() implements OfRedis {}

    /** Answers take this long, for a while. */
    record RedisSlow(Duration answersTake, Duration length) implements OfRedis {

        /**
         * Longer, and nobody would wait for two of them, which is what an answer may take that comes right after another:
         * {@code RUNNEL_REDIS_TIMEOUT}.
         */
        static final Duration BEARABLE = Duration.ofMillis(20);

        @Override
        public boolean isOutage() {
            return answersTake.compareTo(BEARABLE) > 0;
        }
    }

    /** Redis ends, and starts with what it had. */
    record RedisRestart(Duration away) implements OfRedis {}

    /** Redis dies, and starts with nothing. */
    record RedisLoss(Duration away) implements OfRedis {
        @Override
        public boolean forgets() {
            return true;
        }
    }
}
