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
import java.util.Optional;

/**
 * Which replies a user has in Redis: for whoever looks for the latest of a session, and for what is to be erased. A
 * stream for each user, whose entries are cut off when their replies have expired.
 */
final class UserReplies {

    /** Enough to find the latest reply of a session among those of a user's other sessions. */
    private static final String RECENT = "200";

    /** So few that a script can take all of them as arguments, and one command keeps nobody waiting. */
    private static final String PAGE = "500";

    private static final String REPLY = "r";
    private static final String SESSION = "s";
    private static final String REQUEST = "k";

    /** Key: stream. Arguments: ids of entries. An empty stream would tell that there was a user. */
    private static final RedisScript REMOVE = new RedisScript("""
            redis.call('XDEL', KEYS[1], unpack(ARGV))
            if redis.call('XLEN', KEYS[1]) == 0 then redis.call('DEL', KEYS[1]) end
            return 0
            """);

    /** Key: stream. Arguments: its life in milliseconds, then those of {@code XADD}. */
    private static final RedisScript ADD = new RedisScript("""
            local added = redis.pcall('XADD', KEYS[1], unpack(ARGV, 2))
            if type(added) == 'string' then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
            return added
            """);

    /**
     * A reply that was opened.
     *
     * @param entry its place in the stream
     * @param reply empty when the entry cannot be read; nobody can find anything by it then
     * @param key the request's own name, if it gave one
     */
    record Opened(String entry, Optional<ReplyId> reply, Optional<SessionId> session, Optional<IdempotencyKey> key) {

        private static Opened parse(Response entry) {
            Response fields = entry.get(1);
            return new Opened(
                    entry.get(0).toString(),
                    Entry.field(fields, REPLY).flatMap(ReplyId::read),
                    Entry.field(fields, SESSION).flatMap(SessionId::read),
                    Entry.field(fields, REQUEST).flatMap(IdempotencyKey::read));
        }

        /** Whether the reply is one of this session's, or of none that can be told. */
        boolean isOf(SessionId wanted) {
            return session.isEmpty() || reply.isEmpty() || session.get().equals(wanted);
        }
    }

    private final RedisLink link;
    private final Duration longest;

    /** @param longest how long any reply is kept */
    UserReplies(RedisLink link, Duration longest) {
        this.link = link;
        this.longest = longest;
    }

    /** After the reply's own key is there: what is found here must be there to be erased. */
    Uni<Void> add(RedisAPI redis, ReplyHeader header, Optional<IdempotencyKey> key) {
        String stream = Keys.replies(header.user());
        // Clocks of machines differ by less than a reply lives.
        long expired = System.currentTimeMillis() - 2 * longest.toMillis();
        List<String> entry =
                new ArrayList<>(List.of(Long.toString(longest.toMillis()), "MINID", "~", Long.toString(expired), "*"));
        entry.addAll(
                List.of(REPLY, header.reply().value(), SESSION, header.session().value()));
        key.ifPresent(name -> entry.addAll(List.of(REQUEST, name.value())));
        return ADD.run(redis, List.of(stream), entry).replaceWithVoid();
    }

    /** The latest reply of a session; it may have ended. */
    Uni<Optional<ReplyId>> latest(UserId user, SessionId session) {
        return link.call(redis -> redis.xrevrange(List.of(Keys.replies(user), "+", "-", "COUNT", RECENT)))
                .map(entries -> parse(entries).stream()
                        .filter(opened -> opened.session().equals(Optional.of(session)))
                        .flatMap(opened -> opened.reply().stream())
                        .findFirst());
    }

    /**
     * The next of a user's replies, the oldest first; none when there are no more. What stands in the stream's place and
     * is none is deleted.
     *
     * @param after the entry of the last one that was seen; empty for the first
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
