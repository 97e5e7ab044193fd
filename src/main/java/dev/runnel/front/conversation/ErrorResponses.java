package dev.runnel.front.conversation;

import dev.runnel.FailureCode;
import dev.runnel.http.DocumentedRefusals;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Arrays;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Adds to the OpenAPI document, at build time, the error responses of this front's operations. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ErrorResponses implements OASFilter {

    private static final DocumentedRefusals REFUSALS = new DocumentedRefusals(
            new ConversationRefusals(),
            Map.of("text/event-stream", "ErrorEvent", "application/problem+json", "Problem"));

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents()
                .getSchemas()
                .get("Code")
                .setEnumeration(Arrays.stream(FailureCode.values())
                        .<Object>map(FailureCode::wireName)
                        .toList());
        REFUSALS.addTo(document, ErrorResponses::canRefuse);
    }

    private static boolean canRefuse(FailureCode code, String path, Operation operation) {
        boolean hasBody = operation.getRequestBody() != null;
        boolean ofReply = path.contains("{reply_id}");
        boolean ofSession = path.contains("{session_id}");
        boolean ofQueue = path.contains("/queue");
        boolean asks = hasBody && !ofReply && !ofSession;
        return switch (code) {
            case USER_ID_INVALID,
                    REQUEST_INVALID,
                    NOT_ACCEPTABLE,
                    METHOD_NOT_ALLOWED,
                    NOT_FOUND,
                    UNAUTHENTICATED,
                    FORBIDDEN,
                    AUTHENTICATION_UNAVAILABLE,
                    RATE_LIMITED,
                    INTERNAL_ERROR -> true;
            case INVALID_JSON, UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE -> hasBody;
            case SHUTTING_DOWN, QUEUE_FULL -> asks;
            case MESSAGE_REQUIRED, MESSAGE_TOO_LONG -> asks || (hasBody && ofQueue);
            case TOO_MANY_REPLIES, OVERLOADED -> asks || ConversationRefusals.isStream(path);
            case SESSION_ID_INVALID -> asks || ofSession || names(operation, "session_id");
            case REPLY_UNKNOWN -> ofReply || hasBody || names(operation, "before");
            case SESSION_UNKNOWN -> ofSession && !ofQueue;
            case SESSION_UNREACHABLE -> asks || (!ConversationRefusals.isStream(path) && (!ofQueue || ofReply));
            case REPLY_UNREACHABLE -> ofReply || asks;
            // For a stream, providers are called after it has begun, so these are error events in it.
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
                    CONTENT_FILTERED -> asks && !ConversationRefusals.isStream(path);
        };
    }

    private static boolean names(Operation operation, String parameter) {
        return operation.getParameters() != null
                && operation.getParameters().stream().map(Parameter::getName).anyMatch(parameter::equals);
    }
}
