package dev.runnel.front.agui;

import dev.runnel.FailureCode;
import dev.runnel.http.DocumentedRefusals;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;

/** Adds to the OpenAPI document, at build time, the error responses of this front's operations. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class AgUiErrorResponses implements OASFilter {

    private static final DocumentedRefusals REFUSALS =
            new DocumentedRefusals(new AgUiRefusals(), Map.of(AgUiRefusals.TYPE, "AgUiRefusal"));

    @Override
    public void filterOpenAPI(OpenAPI document) {
        REFUSALS.addTo(document, AgUiErrorResponses::canRefuse);
    }

    private static boolean canRefuse(FailureCode code, String path, Operation operation) {
        boolean asks = operation.getRequestBody() != null;
        return switch (code) {
            case USER_ID_INVALID,
                    SESSION_ID_INVALID,
                    REQUEST_INVALID,
                    NOT_ACCEPTABLE,
                    METHOD_NOT_ALLOWED,
                    NOT_FOUND,
                    UNAUTHENTICATED,
                    FORBIDDEN,
                    AUTHENTICATION_UNAVAILABLE,
                    RATE_LIMITED,
                    REPLY_UNKNOWN,
                    REPLY_UNREACHABLE,
                    INTERNAL_ERROR -> true;
            case INVALID_JSON,
                    UNSUPPORTED_MEDIA_TYPE,
                    BODY_TOO_LARGE,
                    MESSAGE_REQUIRED,
                    MESSAGE_TOO_LONG,
                    TOO_MANY_REPLIES,
                    QUEUE_FULL,
                    OVERLOADED,
                    SHUTTING_DOWN -> asks;
            case SESSION_UNKNOWN, SESSION_UNREACHABLE -> false;
            // Providers are called after the stream has begun, so these are RUN_ERROR events in it.
            case PROVIDER_RATE_LIMITED,
                    PROVIDER_UNAVAILABLE,
                    PROVIDER_TIMEOUT,
                    PROVIDER_STALLED,
                    PROVIDER_CUT,
                    PROVIDER_MALFORMED,
                    PROVIDER_EMPTY,
                    PROVIDER_ERROR,
                    PROVIDER_REJECTED,
                    PROVIDER_UNAUTHORIZED,
                    CONTEXT_LENGTH_EXCEEDED,
                    CONTENT_FILTERED -> false;
        };
    }
}
