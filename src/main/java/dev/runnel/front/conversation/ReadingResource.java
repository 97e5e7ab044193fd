package dev.runnel.front.conversation;

import dev.runnel.ReplyId;
import dev.runnel.UserId;
import dev.runnel.reply.ReadingTimes;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;

/** Receives pages' reports of how long replies were read. */
@Path(ConversationStreamResource.PATH)
class ReadingResource {

    private final ReadingTimes readingTimes;

    ReadingResource(ReadingTimes readingTimes) {
        this.readingTimes = readingTimes;
    }

    /** Counts how long a reply was read; only the first report of a reply counts. */
    @POST
    @Path("{reply_id}/reading")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Void> report(
            @PathParam("user_id") String user, @PathParam("reply_id") String reply, ReadingReport report) {
        return readingTimes.read(new UserId(user), new ReplyId(reply), ReadingReport.time(report));
    }
}
