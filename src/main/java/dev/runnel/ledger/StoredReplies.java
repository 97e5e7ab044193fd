package dev.runnel.ledger;

import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.redis.RedisLink;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads replies as Redis has them, whoever wrote them. */
final class StoredReplies {

    /** A reply's header, how far it is, and the pod that opened it. */
    record Stored(LoggedReply reply, String opener) {}

    /**
     * All entries of a stream, taken together.
     *
     * @param last the last entry's id; epoch 0 for an empty stream
     * @param taker the pod that took the reply over last, if one did
     */
    record Content(List<SequencedEvent> events, EntryId last, Optional<String> taker) {

        /** The pod that writes the reply, or did. */
        String writer(String opener) {
            return taker.orElse(opener);
        }

        boolean ended() {
            return !events.isEmpty() && events.getLast().isTerminal();
        }
    }

    private final RedisLink link;

    StoredReplies(RedisLink link) {
        this.link = link;
    }

    Uni<Optional<Stored>> find(ReplyId reply) {
        return link.call(redis -> Uni.combine()
                        .all()
                        .unis(
                                redis.hmget(List.of(Keys.meta(reply), "user", "session", "question", "pod")),
                                redis.xrevrange(List.of(Keys.log(reply), "+", "-", "COUNT", "1")))
                        .asTuple())
                .map(found -> found.getItem1().get(0) == null
                        ? Optional.empty()
                        : Optional.of(stored(reply, found.getItem1(), found.getItem2())));
    }

    private static Stored stored(ReplyId reply, Response meta, Response top) {
        ReplyHeader header = new ReplyHeader(
                reply,
                new UserId(meta.get(0).toString()),
                new SessionId(meta.get(1).toString()),
                meta.get(2).toString());
        boolean empty = top.size() == 0;
        long lastSeq = empty ? -1 : Entry.parse(top.get(0)).id().seq();
        boolean ended = !empty && Entry.isTerminal(top.get(0));
        return new Stored(new LoggedReply(header, lastSeq, ended), meta.get(3).toString());
    }

    Uni<Content> read(ReplyId reply) {
        return link.call(redis -> redis.xrange(List.of(Keys.log(reply), "-", "+")))
                .map(StoredReplies::content);
    }

    private static Content content(Response entries) {
        List<SequencedEvent> events = new ArrayList<>();
        EntryId last = EntryId.takeover(0);
        Optional<String> taker = Optional.empty();
        for (Entry entry : Entry.parseAll(entries)) {
            entry.events().map(EventCodec::decode).ifPresent(events::addAll);
            taker = entry.pod().isPresent() ? entry.pod() : taker;
            last = entry.id();
        }
        return new Content(events, last, taker);
    }
}
