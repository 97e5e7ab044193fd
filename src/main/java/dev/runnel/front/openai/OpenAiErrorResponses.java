package dev.runnel.front.openai;

import dev.runnel.FailureCode;
import dev.runnel.http.DocumentedRefusals;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;

/** Adds to the OpenAPI document, at build time, the error responses of this front's operations. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class OpenAiErrorResponses implements OASFilter {

    private static final DocumentedRefusals REFUSALS =
            new DocumentedRefusals(new OpenAiRefusals(), Map.of(OpenAiRefusals.TYPE, "OpenAiRefusal"));

    @Override
    public void filterOpenAPI(OpenAPI document) {
        REFUSALS.addTo(document, OpenAiErrorResponses::canRefuse);
    }

    private static boolean canRefuse(FailureCode code, String path, Operation operation) {
        boolean asks = operation.getRequestBody() != null;
        boolean ofResponses =
                operation.getOperationId() != null && operation.getOperationId().endsWith("Response");
        return switch (code) {
            case REQUEST_INVALID,
                    NOT_ACCEPTABLE,
                    METHOD_NOT_ALLOWED,
                    NOT_FOUND,
                    UNAUTHENTICATED,
                    FORBIDDEN,
                    AUTHENTICATION_UNAVAILABLE,
                    INTERNAL_ERROR -> true;
            case INVALID_JSON,
                    UNSUPPORTED_MEDIA_TYPE,
                    BODY_TOO_LARGE,
                    MESSAGE_REQUIRED,
                    MESSAGE_TOO_LONG,
                    SHUTTING_DOWN -> asks;
            case USER_ID_INVALID, RATE_LIMITED, TOO_MANY_REPLIES, OVERLOADED, REPLY_UNREACHABLE -> asks || ofResponses;
            case REPLY_UNKNOWN -> ofResponses;
            case SESSION_UNREACHABLE -> ofResponses && (asks || "deleteResponse".equals(operation.getOperationId()));
            case SESSION_ID_INVALID, SESSION_UNKNOWN, QUEUE_FULL -> false;
            // In a stream these are the last event.
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
                    CONTENT_FILTERED -> asks;
        };
    }
}
