package dev.runnel.ledger;

import static org.awaitility.Awaitility.await;

import dev.runnel.FinishReason;
import dev.runnel.ReplyEvent;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.SessionId;
import dev.runnel.Usage;
import dev.runnel.UserId;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;

/** A log, its writer and its viewers, for the contracts. */
public abstract class EventLogFixture {
    protected static final Duration PATIENCE = Duration.ofSeconds(5);
    protected static final Duration RETENTION = Duration.ofMinutes(10);

    protected static final Duration SLOW = Duration.ofSeconds(30);

    protected static final LedgerConfig CONFIG = new Config(
            RETENTION, SLOW, 1_000_000, Duration.ofSeconds(2), 100_000, Duration.ofMinutes(5), Durability.LOGGED);

    protected EventLog log;

    protected abstract EventLog eventLog(LedgerConfig config);

    /** Lets this much time pass for the log. */
    protected abstract void advance(Duration time);

    /** Waits until other processes have all that was opened and appended. */
    protected void awaitWritten() {}

    @BeforeEach
    void open_the_ledger() {
        log = eventLog(CONFIG);
    }

    protected ReplyHeader reply() {
        return new ReplyHeader(ReplyId.random(), new UserId("ann"), SessionId.random(), "question");
    }

    protected ReplyLog open(ReplyHeader reply) {
        return switch (log.open(reply, Optional.empty()).await().atMost(PATIENCE)) {
            case Opening.Opened(ReplyLog opened) -> {
                awaitWritten();
                yield opened;
            }
            case Opening.Existing existing -> throw new AssertionError(existing);
        };
    }

    /** A reply whose terminal event has this number. */
    protected void ended(ReplyHeader reply, int last) {
        ReplyLog writer = open(reply);
        LongStream.range(0, last).forEach(seq -> writer.append(chunk("chunk " + seq)));
        writer.append(complete(reply));
    }

    protected AssertSubscriber<SequencedEvent> view(ReplyHeader reply, long after, long requested) {
        return log.follow(reply.reply(), after).subscribe().withSubscriber(AssertSubscriber.create(requested));
    }

    protected List<SequencedEvent> all(ReplyHeader reply, long after) {
        return view(reply, after, Long.MAX_VALUE).awaitCompletion(PATIENCE).getItems();
    }

    protected static void awaitViewers(ReplyLog writer, int count) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(PATIENCE)
                .until(() -> writer.viewers() == count);
    }

    protected static List<Long> seqs(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    protected static ReplyEvent processing(ReplyHeader reply) {
        return new ReplyEvent.Progress(ReplyEvent.Stage.PROCESSING, reply.reply(), reply.session());
    }

    protected static ReplyEvent chunk(String text) {
        return new ReplyEvent.Chunk(text);
    }

    protected static ReplyEvent complete(ReplyHeader reply) {
        return new ReplyEvent.Complete(
                List.of(), reply.session(), reply.reply(), "p", "m", FinishReason.STOP, new Usage(1, 2));
    }

    public record Config(
            Duration retention,
            Duration slowViewerTimeout,
            long memoryMaxEvents,
            Duration podLease,
            int redisCommands,
            Duration maxDuration,
            Durability durability)
            implements LedgerConfig {

        @Override
        public int queue() {
            return 5;
        }
    }
}
