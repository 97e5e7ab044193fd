package dev.runnel.front.openai;

import dev.runnel.Failure;
import dev.runnel.http.RefusalForm;
import dev.runnel.http.ResourcePaths;
import dev.runnel.http.ResourcePaths.Resource;
import jakarta.inject.Singleton;

/** Refusals as OpenAI's error object. The official clients choose the type of their exception by the status. */
@Singleton
class OpenAiRefusals implements RefusalForm {

    static final String TYPE = "application/json";

    private static final String PREFIX = "/v1/";

    private static final ResourcePaths RESOURCES = new ResourcePaths(
            new Resource(ChatCompletionsResource.PATH, "POST"),
            new Resource(ResponsesResource.PATH, "POST"),
            new Resource(ResponsesResource.PATH + "/" + CompactionResource.COMPACT, "POST"),
            new Resource(ResponsesResource.PATH + "/" + ResponsesResource.ONE, "DELETE, GET"),
            new Resource(ResponsesResource.PATH + "/" + ResponsesResource.CANCEL, "POST"),
            new Resource(ResponsesResource.PATH + "/" + InputItemsResource.OF_ONE, "GET"),
            new Resource(ModelsResource.PATH, "GET"),
            new Resource(ModelsResource.PATH + "/" + ModelsResource.BY_NAME, "GET"),
            new Resource(ModelsResource.PATH + "/" + ModelsResource.OF_PROVIDER, "GET"));

    @Override
    public boolean isFor(String path) {
        return path.startsWith(PREFIX);
    }

    @Override
    public Body body(String path, Failure failure, int status) {
        return new Body(TYPE, ChatJson.error(failure, status));
    }

    @Override
    public ResourcePaths resources() {
        return RESOURCES;
    }
}
