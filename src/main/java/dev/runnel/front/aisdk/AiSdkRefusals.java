package dev.runnel.front.aisdk;

import dev.runnel.Failure;
import dev.runnel.http.RefusalForm;
import dev.runnel.http.ResourcePaths;
import dev.runnel.http.ResourcePaths.Resource;
import jakarta.inject.Singleton;

/** Refusals as a JSON object with a sentence for people and a code. */
@Singleton
class AiSdkRefusals implements RefusalForm {

    static final String TYPE = "application/json";

    private static final String PREFIX = "/api/ai-sdk/";

    private static final ResourcePaths RESOURCES = new ResourcePaths(
            new Resource(AiSdkResource.PATH, "POST"),
            new Resource(AiSdkResource.PATH + "/" + AiSdkResource.STREAM, "DELETE, GET"));

    @Override
    public boolean isFor(String path) {
        return path.startsWith(PREFIX);
    }

    @Override
    public Body body(String path, Failure failure, int status) {
        return new Body(TYPE, AiSdkParts.refusal(failure));
    }

    @Override
    public ResourcePaths resources() {
        return RESOURCES;
    }
}
