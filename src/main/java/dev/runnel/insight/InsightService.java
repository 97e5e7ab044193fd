package dev.runnel.insight;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Understands messages. */
@ApplicationScoped
public class InsightService {

    /** What the message says about the user's wish; never fails. */
    public Uni<Insight> understand(String message) {
        return Uni.createFrom().item(Insight.NONE);
    }
}
