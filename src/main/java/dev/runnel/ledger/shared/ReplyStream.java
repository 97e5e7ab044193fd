package dev.runnel.ledger.shared;

import dev.runnel.IdempotencyKey;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.ledger.LedgerConfig;
import dev.runnel.ledger.LongestReply;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.local.MemoryReplyLog;
import dev.runnel.redis.RedisLink;
import dev.runnel.redis.RedisScript;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commands with which a writer opens, extends and reads back a reply's stream in Redis. */
final class ReplyStream {

    /**
     * Adds the header and sets the key's expiry. Both in one script: a pod that is killed between two commands would
     * leave a stream that never expires.
     *
     * <p>Key: the stream. Arguments: the expiry in milliseconds, an id, fields.
     */
    private static final RedisScript OPEN = new RedisScript("""
            local added = redis.pcall('XADD', KEYS[1], unpack(ARGV, 2))
            if type(added) == 'string' then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
            return added
            """);

    private final RedisLink link;
    private final UserReplies replies;
    private final LedgerConfig config;
    private final PodId pod;

    ReplyStream(RedisLink link, UserReplies replies, LedgerConfig config, PodId pod) {
        this.link = link;
        this.replies = replies;
        this.config = config;
        this.pod = pod;
    }

    /**
     * Writes the header, so that other pods find the reply, and adds the reply to its user's list. A prompt that the caller
     * gave is written before it: a pod that finds the reply must be able to continue it.
     */
    Uni<Void> open(MemoryReplyLog log, long epoch, int journal, Optional<IdempotencyKey> key) {
        ReplyHeader header = log.header();
        boolean isEnded = log.state() == MemoryReplyLog.State.ENDED;
        return header.given()
                .map(prompt -> link.call(redis -> redis.set(List.of(
                                Keys.prompt(header.reply()), GivenPromptCodec.encode(prompt), "PX", longest(header))))
                        .chain(() -> open(header, isEnded, epoch, journal, key)))
                .orElseGet(() -> open(header, isEnded, epoch, journal, key));
    }

    private Uni<Void> open(ReplyHeader header, boolean isEnded, long epoch, int journal, Optional<IdempotencyKey> key) {
        List<String> arguments =
                new ArrayList<>(List.of(longest(header), EntryId.header(epoch).toString()));
        arguments.addAll(Entry.header(header, pod, journal));
        return link.call(redis -> Uni.join()
                        .all(
                                OPEN.run(redis, List.of(Keys.log(header.reply())), arguments)
                                        .replaceWithVoid(),
                                replies.add(redis, header, key, isEnded))
                        .andFailFast())
                .replaceWithVoid();
    }

    /** Claims the reply's idempotency key again, which Redis may have lost. Another reply may have it by now. */
    Uni<Void> claim(ReplyHeader header, Optional<IdempotencyKey> key) {
        return key.map(name ->
                        replies.claim(header.user(), name, header.reply()).replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /**
     * Adds one entry. If another pod has taken the reply over, this fails with Redis's own error, not with a
     * {@link dev.runnel.redis.RedisAwayException}.
     *
     * @param events in order; not empty
     */
    Uni<Void> add(ReplyId reply, long epoch, List<SequencedEvent> events) {
        SequencedEvent last = events.getLast();
        List<String> command = new ArrayList<>(List.of(
                Keys.log(reply),
                EntryId.events(epoch, last.seq()).toString(),
                Entry.EVENTS,
                EventCodec.encode(events)));
        if (last.isTerminal()) {
            command.addAll(List.of(Entry.TERMINAL, "1"));
        }
        return link.call(redis -> redis.xadd(command)).replaceWithVoid();
    }

    /**
     * Sets the expiry of a reply that has ended: it is kept for the retention.
     *
     * @param sinceEnd how much of that time is over; at most a moment is left if it is all
     * @param hadPrompt whether the caller gave a prompt, which is deleted
     */
    Uni<Void> expire(ReplyId reply, Duration sinceEnd, boolean hadPrompt) {
        long left = config.retention().minus(sinceEnd).toMillis();
        String kept = Long.toString(Math.max(1, left));
        Uni<Void> expired = link.call(redis -> redis.pexpire(List.of(Keys.log(reply), kept)))
                .replaceWithVoid();
        return hadPrompt ? expired.call(() -> link.call(redis -> redis.del(List.of(Keys.prompt(reply))))) : expired;
    }

    /** The last entry's id; empty if the stream does not exist. */
    Uni<Optional<EntryId>> lastId(ReplyId reply) {
        return link.call(redis -> redis.xrevrange(List.of(Keys.log(reply), "+", "-", "COUNT", "1")))
                .map(top -> top.size() == 0
                        ? Optional.empty()
                        : Optional.of(Entry.parse(top.get(0)).id()));
    }

    /** The expiry of a running reply's stream, in milliseconds: longer than any reply runs. */
    private String longest(ReplyHeader header) {
        Duration longest = header.waits()
                ? LongestReply.kept(config)
                : config.maxDuration().plus(config.retention());
        return Long.toString(longest.toMillis());
    }
}
