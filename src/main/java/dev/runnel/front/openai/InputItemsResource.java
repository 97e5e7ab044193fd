package dev.runnel.front.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.UserId;
import dev.runnel.reply.HistoryService;
import dev.runnel.reply.ReplyService;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.IntStream;

/** Lists what was asked for a response. */
@Path(ResponsesResource.PATH)
class InputItemsResource {

    static final String OF_ONE = ResponsesResource.ONE + "/input_items";

    /** OpenAI's own limit. */
    private static final int MOST = 100;

    private final ResponseInputItems inputs;

    InputItemsResource(ReplyService replies, HistoryService histories) {
        this.inputs = new ResponseInputItems(replies, histories);
    }

    /**
     * A page of them, the newest first unless {@code order} is {@code asc}.
     *
     * @param after the last item of the page before; null for the first page
     */
    @GET
    @Path(OF_ONE)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> list(
            @PathParam("response_id") String wanted,
            @QueryParam("limit") @DefaultValue("20") String limit,
            @QueryParam("order") @DefaultValue("desc") String order,
            @QueryParam("after") String after,
            @QueryParam("user") String named,
            RoutingContext context) {
        UserId user = Asker.of(context, named);
        ResponseId id = ResponseId.parse(wanted);
        int most = most(limit);
        boolean isOldestFirst = isOldestFirst(order);
        return inputs.of(user, id)
                .map(items -> page(isOldestFirst ? items : items.reversed(), after, most))
                .map(page -> ResponsesResource.document(page.toString()));
    }

    private static ObjectNode page(List<ObjectNode> items, String after, int most) {
        int first = after == null ? 0 : placeOf(items, after) + 1;
        int end = Math.min(items.size(), first + most);
        return ResponseInputItems.page(items.subList(first, end), end < items.size());
    }

    private static int placeOf(List<ObjectNode> items, String id) {
        return IntStream.range(0, items.size())
                .filter(place -> items.get(place).path("id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> invalid("after", "has to be the id of an item in the list"));
    }

    private static int most(String limit) {
        try {
            int most = Integer.parseInt(limit);
            if (most >= 1 && most <= MOST) {
                return most;
            }
        } catch (NumberFormatException e) {
            // Refused like a number that is out of bounds.
        }
        throw invalid("limit", "has to be a number from 1 to " + MOST);
    }

    private static boolean isOldestFirst(String order) {
        return switch (order) {
            case "asc" -> true;
            case "desc" -> false;
            default -> throw invalid("order", "has to be asc or desc");
        };
    }

    private static RuntimeException invalid(String name, String why) {
        return Failure.ofParameter(FailureCode.REQUEST_INVALID, name + " " + why + ".", name)
                .asException();
    }
}
