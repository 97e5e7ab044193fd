package dev.runnel.ledger.local;

import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.ledger.ReplyLine;
import dev.runnel.ledger.ReplyLines;
import dev.runnel.ledger.UserSession;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The lines of one process. A line without places is not kept, so the replies that run here bound their number. */
public final class MemoryReplyLines implements ReplyLines {

    private final Map<UserSession, ReplyLine> lines = new ConcurrentHashMap<>();

    @Override
    public Uni<ReplyLine> look(UserId user, SessionId session) {
        return Uni.createFrom().item(() -> lines.getOrDefault(new UserSession(user, session), ReplyLine.EMPTY));
    }

    @Override
    public Uni<Map<SessionId, ReplyLine>> lookAtAll(UserId user) {
        return Uni.createFrom().item(() -> lines.entrySet().stream()
                .filter(entry -> entry.getKey().isOf(user, Optional.empty()))
                .collect(Collectors.toMap(entry -> entry.getKey().session(), Map.Entry::getValue)));
    }

    @Override
    public Uni<ReplyLine> change(UserId user, SessionId session, UnaryOperator<ReplyLine> change) {
        return Uni.createFrom().item(() -> {
            ReplyLine changed = lines.compute(new UserSession(user, session), (unused, known) -> {
                ReplyLine line = change.apply(known == null ? ReplyLine.EMPTY : known);
                return line.places().isEmpty() ? null : line;
            });
            return changed == null ? ReplyLine.EMPTY : changed;
        });
    }

    @Override
    public Uni<Void> erase(UserId user, Optional<SessionId> session) {
        return Uni.createFrom().item(() -> {
            lines.keySet().removeIf(key -> key.isOf(user, session));
            return null;
        });
    }
}
