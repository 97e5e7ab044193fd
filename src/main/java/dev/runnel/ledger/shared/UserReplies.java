package dev.runnel.ledger.shared;

import dev.runnel.IdempotencyKey;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.redis.RedisAwayException;
import dev.runnel.redis.RedisLink;
import dev.runnel.redis.RedisScript;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The list of each user's replies in Redis, for finding the latest reply of a session and the replies to erase. It is
 * one stream for each user. Entries are removed when their replies have expired.
 */
final class UserReplies {

    /**
     * How many of a user's latest replies are searched for one of a given session: the user may have other sessions.
     */
    private static final String RECENT = "200";

    /**
     * How many replies one command reads: few enough that a script can take all of them as arguments, and that no other
     * command waits long.
     */
    private static final String PAGE = "500";

    private static final String REPLY = "r";
    private static final String SESSION = "s";
    private static final String REQUEST = "k";
    private static final String ENDED = "e";

    /**
     * Removes entries, and then the stream if it is empty: an empty one would tell that there was such a user.
     *
     * <p>Key: the stream. Arguments: ids of entries.
     */
    private static final RedisScript REMOVE = new RedisScript("""
            redis.call('XDEL', KEYS[1], unpack(ARGV))
            if redis.call('XLEN', KEYS[1]) == 0 then redis.call('DEL', KEYS[1]) end
            return 0
            """);

    /**
     * Adds an entry and renews the key's expiry, in one step.
     *
     * <p>Key: the stream. Arguments: the expiry in milliseconds, then those of {@code XADD}.
     */
    private static final RedisScript ADD = new RedisScript("""
            local added = redis.pcall('XADD', KEYS[1], unpack(ARGV, 2))
            if type(added) == 'string' then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
            return added
            """);

    /**
     * A reply that was opened.
     *
     * @param entry the id of its entry in the list
     * @param reply empty if the entry cannot be read; then no reply can be found by it
     * @param session empty if the entry cannot be read
     * @param key the request's idempotency key; empty if it had none
     * @param ended whether it had ended before it was added
     */
    record Opened(
            String entry,
            Optional<ReplyId> reply,
            Optional<SessionId> session,
            Optional<IdempotencyKey> key,
            boolean ended) {

        private static Opened parse(Response entry) {
            Response fields = entry.get(1);
            return new Opened(
                    entry.get(0).toString(),
                    Entry.field(fields, REPLY).flatMap(ReplyId::read),
                    Entry.field(fields, SESSION).flatMap(SessionId::read),
                    Entry.field(fields, REQUEST).flatMap(IdempotencyKey::read),
                    Entry.field(fields, ENDED).isPresent());
        }

        /**
         * Whether the reply belongs to this session, or its session cannot be told because the entry cannot be read.
         */
        boolean isOf(SessionId wanted) {
            return session.isEmpty() || reply.isEmpty() || session.get().equals(wanted);
        }
    }

    private final RedisLink link;
    private final Duration longest;

    /** @param longest how long any reply is kept at most */
    UserReplies(RedisLink link, Duration longest) {
        this.link = link;
        this.longest = longest;
    }

    /**
     * Adds a reply. To be sent after the command that creates the reply's stream: an erasure that finds the entry must
     * also find the stream.
     *
     * @param ended whether it has ended: Redis had lost it
     */
    Uni<Void> add(RedisAPI redis, ReplyHeader header, Optional<IdempotencyKey> key, boolean ended) {
        String stream = Keys.replies(header.user());
        // Twice as long: clocks of machines may differ, but by less than a reply is kept.
        long expired = System.currentTimeMillis() - 2 * longest.toMillis();
        List<String> entry =
                new ArrayList<>(List.of(Long.toString(longest.toMillis()), "MINID", "~", Long.toString(expired), "*"));
        entry.addAll(
                List.of(REPLY, header.reply().value(), SESSION, header.session().value()));
        key.ifPresent(name -> entry.addAll(List.of(REQUEST, name.value())));
        if (ended) {
            entry.addAll(List.of(ENDED, "1"));
        }
        return ADD.run(redis, List.of(stream), entry).replaceWithVoid();
    }

    /**
     * Claims an idempotency key for this reply.
     *
     * @return false if another reply, or this one, has it already
     */
    Uni<Boolean> claim(UserId user, IdempotencyKey key, ReplyId reply) {
        List<String> command =
                List.of(Keys.request(user, key), reply.value(), "NX", "PX", Long.toString(longest.toMillis()));
        return link.call(redis -> redis.set(command)).map(Objects::nonNull);
    }

    /** The latest reply of a session; it may have ended meanwhile. Empty if there is none. */
    Uni<Optional<ReplyId>> latest(UserId user, SessionId session) {
        return link.call(redis -> redis.xrevrange(List.of(Keys.replies(user), "+", "-", "COUNT", RECENT)))
                .map(entries -> parse(entries).stream()
                        .filter(opened -> !opened.ended() && opened.session().equals(Optional.of(session)))
                        .flatMap(opened -> opened.reply().stream())
                        .findFirst());
    }

    /**
     * The next page of a user's replies, the oldest first; empty at the end. If the key is not a stream, it is deleted.
     *
     * @param after the entry of the last reply of the page before; empty for the first page
     */
    Uni<List<Opened>> next(UserId user, String after) {
        String stream = Keys.replies(user);
        return link.call(
                        redis -> redis.xrange(List.of(stream, after.isEmpty() ? "-" : "(" + after, "+", "COUNT", PAGE)))
                .map(UserReplies::parse)
                .onFailure(thrown -> thrown instanceof RedisAwayException away && away.isWrongType())
                .recoverWithUni(
                        () -> link.call(redis -> redis.del(List.of(stream))).replaceWith(List.of()));
    }

    Uni<Void> remove(UserId user, List<Opened> replies) {
        List<String> entries = replies.stream().map(Opened::entry).toList();
        return replies.isEmpty()
                ? Uni.createFrom().voidItem()
                : link.call(redis -> REMOVE.run(redis, List.of(Keys.replies(user)), entries))
                        .replaceWithVoid();
    }

    private static List<Opened> parse(Response entries) {
        List<Opened> replies = new ArrayList<>(entries.size());
        entries.forEach(entry -> replies.add(Opened.parse(entry)));
        return replies;
    }
}
