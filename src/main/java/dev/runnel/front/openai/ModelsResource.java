package dev.runnel.front.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.JsonText;
import dev.runnel.reply.Models;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.List;

/** The list of models: the names that can be the {@code model} of a request. Clients let people choose from it. */
@Path(ModelsResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
class ModelsResource {

    static final String PATH = "/v1/models";
    static final String BY_NAME = "{model}";
    static final String OF_PROVIDER = "{provider}/{model}";

    private static final String OWNER = "runnel";

    private final List<String> names;

    ModelsResource(Models models) {
        this.names = new ModelNames(models.configured()).listed();
    }

    @GET
    public String list() {
        return JsonText.object(json -> {
            json.writeStringField("object", "list");
            json.writeArrayFieldStart("data");
            for (String name : names) {
                json.writeStartObject();
                write(json, name);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** @param model its slash may be escaped, as the official clients do it */
    @GET
    @Path(BY_NAME)
    public String find(@PathParam("model") String model) {
        if (!names.contains(model)) {
            throw Failure.ofParameter(FailureCode.NOT_FOUND, ModelNames.UNKNOWN, "model")
                    .asException();
        }
        return JsonText.object(json -> write(json, model));
    }

    @GET
    @Path(OF_PROVIDER)
    public String find(@PathParam("provider") String provider, @PathParam("model") String model) {
        return find(provider + "/" + model);
    }

    private static void write(JsonGenerator json, String name) throws IOException {
        int slash = name.indexOf('/');
        json.writeStringField("id", name);
        json.writeStringField("object", "model");
        // The time is not known, but clients expect a number.
        json.writeNumberField("created", 0);
        json.writeStringField("owned_by", slash < 0 ? OWNER : name.substring(0, slash));
    }
}
