package dev.runnel.front.conversation;

import dev.runnel.Failure;
import dev.runnel.http.RefusalForm;
import dev.runnel.http.ResourcePaths;
import dev.runnel.http.ResourcePaths.Resource;
import jakarta.inject.Singleton;

/** Refusals of a stream are one {@code error} event, all others a problem document (RFC 9457), with the same codes. */
@Singleton
class ConversationRefusals implements RefusalForm {

    private static final String STREAM = "/api/conversation-stream/";
    private static final String WHOLE = "/api/conversation/";

    private static final ResourcePaths RESOURCES = new ResourcePaths(
            new Resource(ConversationStreamResource.PATH, "GET, POST"),
            new Resource(ConversationStreamResource.PATH + "/{reply_id}", "DELETE, GET"),
            new Resource(ConversationStreamResource.PATH + "/{reply_id}/reading", "POST"),
            new Resource(ConversationResource.PATH, "DELETE, GET, POST"),
            new Resource(ConversationResource.PATH + "/{session_id}", "DELETE, GET, PATCH"),
            new Resource(ConversationResource.PATH + "/" + QueueResource.ALL, "GET"),
            new Resource(ConversationResource.PATH + "/" + QueueResource.ONE, "DELETE, PATCH"));

    @Override
    public boolean isFor(String path) {
        return isStream(path) || path.startsWith(WHOLE);
    }

    @Override
    public Body body(String path, Failure failure, int status) {
        return isStream(path)
                ? new Body("text/event-stream", SseFrame.refusal(failure))
                : Body.problem(failure, status);
    }

    @Override
    public ResourcePaths resources() {
        return RESOURCES;
    }

    static boolean isStream(String path) {
        return path.startsWith(STREAM);
    }
}
