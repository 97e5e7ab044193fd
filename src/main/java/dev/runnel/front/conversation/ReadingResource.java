package dev.runnel.front.conversation;

import dev.runnel.ReplyId;
import dev.runnel.UserId;
import dev.runnel.reply.Engagement;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;

/** How replies are read, as pages tell it. */
@Path(ConversationStreamResource.PATH)
class ReadingResource {

    private final Engagement engagement;

    ReadingResource(Engagement engagement) {
        this.engagement = engagement;
    }

    /** For how long a reply was read; the first report of a reply counts. */
    @POST
    @Path("{reply_id}/reading")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Void> report(
            @PathParam("user_id") String user, @PathParam("reply_id") String reply, ReadingReport report) {
        return engagement.read(new UserId(user), new ReplyId(reply), ReadingReport.time(report));
    }
}
