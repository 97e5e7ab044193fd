package dev.runnel.ledger.shared;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.ledger.LoggedReply;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.UnreadableReplyException;
import dev.runnel.redis.RedisAwayException;
import dev.runnel.redis.RedisLink;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads replies from Redis, whichever pod wrote them. */
final class StoredReplies {

    /**
     * How long to wait for Redis to return. Another pod's reply is only in Redis, and it is better that a viewer waits
     * a little than that it is refused.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration FIRST_RETRY_DELAY = Duration.ofMillis(50);
    private static final Duration MAX_RETRY_DELAY = Duration.ofMillis(200);

    /**
     * What is stored of a reply.
     *
     * @param opener the pod that opened it
     * @param hasPrompt whether the caller gave a prompt
     */
    record Stored(LoggedReply reply, String opener, boolean hasPrompt) {}

    /**
     * All entries of a reply's stream.
     *
     * @param last the last entry's id; epoch 0 for an empty stream
     * @param writer the pod that writes the reply, or wrote it last; empty for an empty stream
     * @param ended whether the last entry contains the terminal event
     */
    record Content(List<Entry> entries, EntryId last, String writer, boolean ended) {

        static final Content NONE = new Content(List.of(), EntryId.takeover(0), "", false);

        /** The keys of the journals of all pods that have written the reply, in the order of the pods. */
        List<String> journals() {
            return entries.stream()
                    .flatMap(entry -> entry.pod().stream()
                            .flatMap(pod -> entry.journal().stream().map(number -> Keys.journal(pod, number))))
                    .distinct()
                    .toList();
        }

        /** @throws UnreadableReplyException if an entry contains something else than events */
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

    /**
     * What is stored of a reply; empty if there is none. Waits a little if Redis is away; fails with
     * {@code REPLY_UNREACHABLE} if it does not return, or refuses.
     */
    Uni<Optional<Stored>> find(ReplyId reply) {
        return ends(reply)
                .onFailure(thrown -> thrown instanceof RedisAwayException away && !away.isRefusal())
                .retry()
                .withBackOff(FIRST_RETRY_DELAY, MAX_RETRY_DELAY)
                .expireIn(PATIENCE.toMillis())
                .onFailure(thrown -> !(thrown instanceof FailureException))
                .transform(away -> Failure.of(FailureCode.REPLY_UNREACHABLE).asException());
    }

    /** Reads only the first and the last entry: they contain all that is needed. */
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

    /** Empty also if the entries are not those of a reply: for the caller such a reply does not exist. */
    private static Optional<Stored> stored(ReplyId reply, Response bottom, Response top) {
        try {
            long lastSeq = Entry.parse(top).id().seq();
            Optional<String> opener = Entry.parse(bottom).pod();
            return opener.flatMap(pod -> Entry.header(reply, bottom)
                    .map(header -> new Stored(
                            new LoggedReply(header, lastSeq, Entry.isTerminal(top)), pod, Entry.hasPrompt(bottom))));
        } catch (UnreadableReplyException e) {
            Unreadable.found(reply, e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * All that a pod has to know to continue a reply. Fails with {@link UnreadableReplyException} if the prompt is gone, or
     * is none that this version can read.
     */
    Uni<ReplyHeader> header(Stored stored) {
        ReplyHeader header = stored.reply().header();
        if (!stored.hasPrompt()) {
            return Uni.createFrom().item(header);
        }
        return link.call(redis -> redis.get(Keys.prompt(header.reply()))).map(prompt -> {
            if (prompt == null) {
                throw new UnreadableReplyException("no prompt");
            }
            return header.answering(Optional.of(GivenPromptCodec.decode(prompt.toString())));
        });
    }

    /** All that is stored of a reply. Does not wait for a Redis that is away. */
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
