package dev.runnel.ledger.shared;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.ledger.LoggedReply;
import dev.runnel.ledger.UnreadableReplyException;
import dev.runnel.redis.RedisAwayException;
import dev.runnel.redis.RedisLink;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads replies as Redis has them, whoever wrote them. */
final class StoredReplies {

    /** Another pod's reply is in Redis alone: a viewer that comes back rather waits a little than is turned away. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration AGAIN = Duration.ofMillis(50);
    private static final Duration AGAIN_AT_MOST = Duration.ofMillis(200);

    /** A reply as far as it is stored, and the pod that opened it. */
    record Stored(LoggedReply reply, String opener) {}

    /**
     * All entries of a stream, taken together.
     *
     * @param last the last entry's id; epoch 0 for an empty stream
     * @param writer the pod that writes the reply, or did; empty for an empty stream
     * @param ended whether the last entry closes the reply
     */
    record Content(List<Entry> entries, EntryId last, String writer, boolean ended) {

        static final Content NONE = new Content(List.of(), EntryId.takeover(0), "", false);

        /** The keys of the journals of all pods that have written the reply, the first pod's first. */
        List<String> journals() {
            return entries.stream()
                    .flatMap(entry -> entry.pod().stream()
                            .flatMap(pod -> entry.journal().stream().map(number -> Keys.journal(pod, number))))
                    .distinct()
                    .toList();
        }

        /** @throws UnreadableReplyException when one of them is no event */
        List<SequencedEvent> events() {
            return entries.stream()
                    .flatMap(entry -> entry.events().stream())
                    .flatMap(events -> EventCodec.decode(events).stream())
                    .toList();
        }
    }

    private final RedisLink link;

    StoredReplies(RedisLink link) {
        this.link = link;
    }

    /** Waits a little for a Redis that is away; fails with {@code REPLY_UNREACHABLE} when it does not return. */
    Uni<Optional<Stored>> find(ReplyId reply) {
        return ends(reply)
                .onFailure(thrown -> thrown instanceof RedisAwayException away && !away.isRefusal())
                .retry()
                .withBackOff(AGAIN, AGAIN_AT_MOST)
                .expireIn(PATIENCE.toMillis())
                .onFailure(thrown -> !(thrown instanceof FailureException))
                .transform(away -> Failure.of(FailureCode.REPLY_UNREACHABLE).asException());
    }

    /** The first entry and the last tell all that is asked. */
    private Uni<Optional<Stored>> ends(ReplyId reply) {
        return link.call(redis -> Uni.combine()
                        .all()
                        .unis(
                                redis.xrange(List.of(Keys.log(reply), "-", "+", "COUNT", "1")),
                                redis.xrevrange(List.of(Keys.log(reply), "+", "-", "COUNT", "1")))
                        .asTuple())
                .map(found -> found.getItem1().size() == 0
                        ? Optional.empty()
                        : stored(
                                reply, found.getItem1().get(0), found.getItem2().get(0)));
    }

    /** Empty also for what is no reply of ours: to whoever asks, there is none. */
    private static Optional<Stored> stored(ReplyId reply, Response bottom, Response top) {
        try {
            long lastSeq = Entry.parse(top).id().seq();
            Optional<String> opener = Entry.parse(bottom).pod();
            return opener.flatMap(pod -> Entry.header(reply, bottom)
                    .map(header -> new Stored(new LoggedReply(header, lastSeq, Entry.isTerminal(top)), pod)));
        } catch (UnreadableReplyException e) {
            Unreadable.found(reply, e.getMessage());
            return Optional.empty();
        }
    }

    Uni<Content> read(ReplyId reply) {
        return link.call(redis -> redis.xrange(List.of(Keys.log(reply), "-", "+")))
                .map(StoredReplies::content);
    }

    private static Content content(Response entries) {
        List<Entry> all = Entry.parseAll(entries);
        EntryId last = EntryId.takeover(0);
        String writer = "";
        for (Entry entry : all) {
            writer = entry.pod().orElse(writer);
            last = entry.id();
        }
        boolean ended = !all.isEmpty() && Entry.isTerminal(entries.get(entries.size() - 1));
        return new Content(all, last, writer, ended);
    }
}
