package dev.runnel.front.agui;

import dev.runnel.Failure;
import dev.runnel.http.RefusalForm;
import dev.runnel.http.ResourcePaths;
import dev.runnel.http.ResourcePaths.Resource;
import jakarta.inject.Singleton;

/** Refusals as a JSON object with a sentence for people and a code, as in a {@code RUN_ERROR}. */
@Singleton
class AgUiRefusals implements RefusalForm {

    static final String TYPE = "application/json";

    private static final String PREFIX = "/api/ag-ui/";

    private static final ResourcePaths RESOURCES = new ResourcePaths(
            new Resource(AgUiResource.PATH, "POST"),
            new Resource(AgUiResource.PATH + "/" + AgUiResource.THREAD, "DELETE"));

    @Override
    public boolean isFor(String path) {
        return path.startsWith(PREFIX);
    }

    @Override
    public Body body(String path, Failure failure, int status) {
        return new Body(TYPE, AgUiEvents.refusal(failure));
    }

    @Override
    public ResourcePaths resources() {
        return RESOURCES;
    }
}
