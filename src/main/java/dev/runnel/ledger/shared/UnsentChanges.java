package dev.runnel.ledger.shared;

import com.github.benmanes.caffeine.cache.Cache;
import dev.runnel.FailureException;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.ledger.ReplyLine;
import dev.runnel.ledger.UserSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What was done to lines while Redis was away. */
final class UnsentChanges {

    /** Of one line during one outage; more than anybody can do to it. */
    private static final int MAX_UNSENT = 64;

    private final Cache<UserSession, List<UnaryOperator<ReplyLine>>> changes;

    /** @param changes an empty cache, which bounds how many lines are remembered, and for how long */
    UnsentChanges(Cache<UserSession, List<UnaryOperator<ReplyLine>>> changes) {
        this.changes = changes;
    }

    List<UnaryOperator<ReplyLine>> of(UserSession key) {
        return changes.asMap().getOrDefault(key, List.of());
    }

    Set<UserSession> lines() {
        return Set.copyOf(changes.asMap().keySet());
    }

    void add(UserSession key, UnaryOperator<ReplyLine> change) {
        changes.asMap().merge(key, List.of(change), UnsentChanges::joined);
    }

    private static <T> List<T> joined(List<T> before, List<T> more) {
        List<T> all = new ArrayList<>(before);
        all.addAll(more);
        return List.copyOf(all.subList(Math.max(0, all.size() - MAX_UNSENT), all.size()));
    }

    /** These are done in Redis, too. */
    void confirm(UserSession key, List<UnaryOperator<ReplyLine>> sent) {
        if (!sent.isEmpty()) {
            changes.asMap().computeIfPresent(key, (unused, all) -> {
                List<UnaryOperator<ReplyLine>> left =
                        all.stream().filter(change -> !sent.contains(change)).toList();
                return left.isEmpty() ? null : left;
            });
        }
    }

    void forget(UserId user, Optional<SessionId> session) {
        changes.asMap().keySet().removeIf(key -> key.isOf(user, session));
    }

    /** The line with these changes. */
    static ReplyLine repeated(List<UnaryOperator<ReplyLine>> changes, ReplyLine line) {
        ReplyLine changed = line;
        for (UnaryOperator<ReplyLine> change : changes) {
            try {
                changed = change.apply(changed);
            } catch (FailureException e) {
                // It was possible while this process was alone: its reply takes a place when it asks for it again.
                continue;
            }
        }
        return changed;
    }
}
