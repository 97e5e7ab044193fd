package dev.runnel.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.runnel.Message;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;

/** Keeps sessions within this process, bounded in time and in characters. */
final class MemorySessionStore implements SessionStore {

    /** What an entry costs beside its characters; keeps empty messages from being free. */
    private static final int MESSAGE_OVERHEAD = 100;

    private final Cache<SessionKey, List<Message>> sessions;
    private final int window;

    MemorySessionStore(SessionConfig config, Ticker clock) {
        this.window = config.maxMessages();
        this.sessions = Caffeine.newBuilder()
                .ticker(clock)
                .executor(Runnable::run)
                .maximumWeight(config.memoryMaxCharacters())
                .weigher((SessionKey key, List<Message> messages) -> weight(messages))
                .expireAfterWrite(config.ttl())
                .build();
    }

    @Override
    public Uni<Session> load(UserId user, SessionId session) {
        return Uni.createFrom().item(() -> {
            List<Message> messages = sessions.getIfPresent(new SessionKey(user, session));
            return new Session(session, messages == null ? List.of() : messages);
        });
    }

    @Override
    public Uni<Void> append(UserId user, SessionId session, List<Message> turn) {
        return Uni.createFrom().item(() -> {
            sessions.asMap().merge(new SessionKey(user, session), newest(turn), this::join);
            return null;
        });
    }

    /** Forgets what was said before; for a copy of what is kept elsewhere. */
    void replace(UserId user, SessionId session, List<Message> messages) {
        SessionKey key = new SessionKey(user, session);
        if (messages.isEmpty()) {
            sessions.invalidate(key);
        } else {
            sessions.put(key, newest(messages));
        }
    }

    private List<Message> join(List<Message> before, List<Message> turn) {
        List<Message> joined = new ArrayList<>(before);
        joined.addAll(turn);
        return newest(joined);
    }

    private List<Message> newest(List<Message> messages) {
        return List.copyOf(messages.subList(Math.max(0, messages.size() - window), messages.size()));
    }

    static int weight(List<Message> messages) {
        return messages.stream()
                .mapToInt(message -> message.text().length() + MESSAGE_OVERHEAD)
                .sum();
    }
}
