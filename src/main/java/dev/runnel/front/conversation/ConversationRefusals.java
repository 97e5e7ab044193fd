package dev.runnel.front.conversation;

import dev.runnel.Failure;
import dev.runnel.http.RefusalForm;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Streams get one {@code error} event, everything else a problem; the codes are the same. */
@Singleton
class ConversationRefusals implements RefusalForm {

    private static final String STREAM = "/api/conversation-stream/";
    private static final String WHOLE = "/api/conversation/";

    @Override
    public boolean isFor(String path) {
        return isOfConversation(path);
    }

    @Override
    public Body body(String path, Failure failure, int status) {
        return isStream(path)
                ? new Body("text/event-stream", SseFrame.refusal(failure))
                : Body.problem(failure, status);
    }

    @Override
    public Optional<String> methodsAt(String rawPath) {
        return AllowedMethods.at(rawPath);
    }

    @Override
    public Optional<String> templateAt(String rawPath) {
        return AllowedMethods.templateOf(rawPath);
    }

    static boolean isOfConversation(String path) {
        return isStream(path) || path.startsWith(WHOLE);
    }

    static boolean isStream(String path) {
        return path.startsWith(STREAM);
    }
}
