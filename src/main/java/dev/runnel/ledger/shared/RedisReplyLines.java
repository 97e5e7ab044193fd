package dev.runnel.ledger.shared;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.ledger.ReplyLine;
import dev.runnel.ledger.ReplyLines;
import dev.runnel.ledger.UserSession;
import dev.runnel.redis.RedisAwayException;
import dev.runnel.redis.RedisLink;
import dev.runnel.redis.RedisScript;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The lines of all pods. A line is changed here and put into Redis if it is there still what it was here; if not, what is
 * there is changed. This process begins with what it saw last, so that a line that nobody else has changed takes one
 * command. While Redis is away, the replies of this process are in line for themselves.
 */
final class RedisReplyLines implements ReplyLines {

    private static final int MAX_LINES = 20_000;
    /** When Redis is back, a burst of changes must not make it time out. */
    private static final int AT_ONCE = 16;

    /**
     * Key: the lines of a user. Arguments: session, the line as it should be, the line as it is to be, the expiry in
     * milliseconds; a line without places is empty. Returns nothing if it is so now, else the line as it is. A key of
     * another type is none of ours, and is deleted.
     */
    private static final RedisScript REPLACE = new RedisScript("""
            local now = redis.pcall('HGET', KEYS[1], ARGV[1])
            if type(now) == 'table' and now.err then
              redis.call('DEL', KEYS[1])
              now = false
            end
            now = now or ''
            if now ~= ARGV[2] then return now end
            if ARGV[3] == '' then
              redis.call('HDEL', KEYS[1], ARGV[1])
            else
              redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
              redis.call('PEXPIRE', KEYS[1], ARGV[4])
            end
            return false
            """);

    private final RedisLink link;
    private final Duration ttl;
    private final OwnPlaces own;
    /** As they were seen last, or as they are here while Redis is away. */
    private final Cache<UserSession, String> seen;

    private final UnsentChanges unsent;

    /**
     * @param ttl how long anything of a reply is needed at most
     * @param isHere whether this process has the reply
     */
    RedisReplyLines(RedisLink link, Duration ttl, Predicate<ReplyId> isHere) {
        this.link = link;
        this.ttl = ttl;
        this.own = new OwnPlaces(isHere);
        this.seen = cache(ttl);
        this.unsent = new UnsentChanges(cache(ttl));
        link.onReturn(this::sendAll);
    }

    private static <V> Cache<UserSession, V> cache(Duration ttl) {
        return Caffeine.newBuilder()
                .ticker(Ticker.systemTicker())
                .executor(Runnable::run)
                .maximumSize(MAX_LINES)
                .expireAfterWrite(ttl)
                .build();
    }

    @Override
    public Uni<ReplyLine> look(UserId user, SessionId session) {
        UserSession key = new UserSession(user, session);
        Uni<ReplyLine> line = unsent.of(key).isEmpty() ? read(key).map(LineJson::read) : sendUnsent(key);
        return line.onFailure(RedisAwayException.class).recoverWithItem(() -> here(key));
    }

    @Override
    public Uni<Map<SessionId, ReplyLine>> lookAtAll(UserId user) {
        return link.call(redis -> redis.hgetall(Keys.lines(user)))
                .map(LineJson::readAll)
                .onFailure(RedisAwayException.class)
                .recoverWithItem(() -> seen.asMap().keySet().stream()
                        .filter(key -> key.isOf(user, Optional.empty()))
                        .collect(Collectors.toMap(UserSession::session, this::here)));
    }

    @Override
    public Uni<ReplyLine> change(UserId user, SessionId session, UnaryOperator<ReplyLine> change) {
        UserSession key = new UserSession(user, session);
        return changeThere(key, change).onFailure(RedisAwayException.class).recoverWithUni(() -> Uni.createFrom()
                .item(() -> changeHere(key, change)));
    }

    @Override
    public Uni<ReplyLine> changeWaiting(
            UserId user, SessionId session, ReplyId reply, UnaryOperator<ReplyLine> change) {
        UserSession key = new UserSession(user, session);
        return changeThere(key, change).onFailure(RedisAwayException.class).recoverWithUni(() -> Uni.createFrom()
                .item(() -> {
                    if (!own.contain(reply)) {
                        throw Failure.of(FailureCode.SESSION_UNREACHABLE).asException();
                    }
                    return changeHere(key, change);
                }));
    }

    private Uni<ReplyLine> changeThere(UserSession key, UnaryOperator<ReplyLine> change) {
        return Uni.createFrom()
                .deferred(() -> attempt(key, seen.asMap().getOrDefault(key, ""), false, unsent.of(key), change));
    }

    /** @param isCertain whether {@code now} was read for this change: what is refused may be possible otherwise */
    private Uni<ReplyLine> attempt(
            UserSession key,
            String now,
            boolean isCertain,
            List<UnaryOperator<ReplyLine>> before,
            UnaryOperator<ReplyLine> change) {
        // A place that is older has been left: its pod was killed.
        long oldest = System.currentTimeMillis() - ttl.toMillis();
        ReplyLine known = LineJson.read(now).where(place -> place.since() > oldest);
        ReplyLine line;
        try {
            line = change.apply(UnsentChanges.repeated(before, known));
        } catch (FailureException e) {
            return isCertain
                    ? Uni.createFrom().failure(e)
                    : read(key).flatMap(fresh -> attempt(key, fresh, true, before, change));
        }
        String next = LineJson.write(line);
        List<String> arguments = List.of(key.session().value(), now, next, Long.toString(ttl.toMillis()));
        return link.call(redis -> REPLACE.run(redis, List.of(Keys.lines(key.user())), arguments))
                .flatMap(other -> {
                    if (other != null) {
                        return attempt(key, other.toString(), true, before, change);
                    }
                    own.changed(known, line);
                    sent(key, next, before);
                    return Uni.createFrom().item(line);
                });
    }

    private Uni<String> read(UserSession key) {
        return link.call(redis ->
                        redis.hget(Keys.lines(key.user()), key.session().value()))
                .map(text -> text == null ? "" : text.toString())
                .onFailure(thrown -> thrown instanceof RedisAwayException away && away.isWrongType())
                .recoverWithItem("");
    }

    private void sent(UserSession key, String line, List<UnaryOperator<ReplyLine>> changes) {
        if (line.isEmpty()) {
            seen.invalidate(key);
        } else {
            seen.put(key, line);
        }
        unsent.confirm(key, changes);
    }

    private ReplyLine here(UserSession key) {
        return own.of(LineJson.read(seen.asMap().getOrDefault(key, "")));
    }

    private synchronized ReplyLine changeHere(UserSession key, UnaryOperator<ReplyLine> change) {
        ReplyLine known = here(key);
        ReplyLine line = change.apply(known);
        own.changed(known, line);
        seen.put(key, LineJson.write(line));
        unsent.add(key, change);
        return line;
    }

    /** Redis may have come back empty: what runs here is in its line all the same, so that nothing begins beside it. */
    private void sendAll() {
        Set<UserSession> keys = new HashSet<>(unsent.lines());
        seen.asMap().keySet().stream()
                .filter(key -> !here(key).running().isEmpty())
                .forEach(keys::add);
        Multi.createFrom()
                .iterable(keys)
                .onItem()
                .transformToUni(key -> changeThere(key, line -> withRunning(line, here(key)))
                        .onFailure()
                        .recoverWithNull())
                .merge(AT_ONCE)
                .subscribe()
                .with(unused -> {});
    }

    private static ReplyLine withRunning(ReplyLine line, ReplyLine here) {
        ReplyLine all = line;
        for (ReplyId reply : here.running()) {
            all = all.find(reply).isPresent()
                    ? all
                    : all.running(reply, here.find(reply).orElseThrow().since());
        }
        return all;
    }

    /** Fails if Redis is away again: then nothing new is left to be sent. */
    private Uni<ReplyLine> sendUnsent(UserSession key) {
        return changeThere(key, UnaryOperator.identity());
    }

    @Override
    public Uni<Void> erase(UserId user, Optional<SessionId> session) {
        return Uni.createFrom().deferred(() -> {
            forget(user, session);
            return session.map(one -> link.call(redis -> redis.hdel(List.of(Keys.lines(user), one.value()))))
                    .orElseGet(() -> link.call(redis -> redis.del(List.of(Keys.lines(user)))))
                    .onFailure(thrown -> thrown instanceof RedisAwayException away && away.isWrongType())
                    .recoverWithUni(() -> link.call(redis -> redis.del(List.of(Keys.lines(user)))))
                    .onFailure()
                    .transform(
                            away -> Failure.of(FailureCode.SESSION_UNREACHABLE).asException())
                    .invoke(() -> forget(user, session))
                    .replaceWithVoid();
        });
    }

    private void forget(UserId user, Optional<SessionId> session) {
        seen.asMap().keySet().removeIf(key -> key.isOf(user, session));
        unsent.forget(user, session);
    }
}
