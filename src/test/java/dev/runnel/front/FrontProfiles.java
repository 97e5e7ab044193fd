package dev.runnel.front;

import dev.runnel.testing.OneProvider;
import java.util.Map;

/** The configurations under which fronts are tested. Each test has a user of its own. */
public final class FrontProfiles {

    /** That a user may send in a minute. */
    public static final int REQUESTS = 6;

    /** That share a socket. */
    public static final int REPLIES = 4;

    private FrontProfiles() {}

    /** What fails is asked of another provider once, unless it has said something. */
    public static final class OneCall extends OneProvider {
        public OneCall() {
            super(
                    "openai,gemini",
                    Map.of("runnel.limit.requests", Integer.toString(REQUESTS), "runnel.reply.orphan-grace", "5s"));
        }
    }

    /** What was cut is continued once, and what a model thinks is shown. */
    public static final class Continued extends OneProvider {
        public Continued() {
            super(
                    "openai",
                    Map.of(
                            "runnel.limit.requests", Integer.toString(REQUESTS),
                            "runnel.socket.replies", Integer.toString(REPLIES),
                            "runnel.reasoning", "show",
                            "runnel.provider.continuations", "1",
                            "runnel.reply.orphan-grace", "5s"));
        }
    }
}
