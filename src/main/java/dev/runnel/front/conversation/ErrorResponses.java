package dev.runnel.front.conversation;

import dev.runnel.EventJson;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.http.FailureStatus;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Adds to the OpenAPI document, at build time, how each operation can be refused: a response for each status with an
 * example for each code, written by the code that writes the refusals themselves.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ErrorResponses implements OASFilter {

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents()
                .getSchemas()
                .get("Code")
                .setEnumeration(Arrays.stream(FailureCode.values())
                        .<Object>map(FailureCode::wireName)
                        .toList());
        document.getPaths().getPathItems().forEach((path, item) -> {
            if (ConversationRefusals.isOfConversation(path)) {
                item.getOperations().values().forEach(operation -> add(path, operation));
            }
        });
    }

    private static void add(String path, Operation operation) {
        Arrays.stream(FailureCode.values())
                .filter(code -> canRefuse(code, path, operation))
                .collect(Collectors.groupingBy(FailureStatus::of, TreeMap::new, Collectors.toList()))
                .forEach((status, codes) -> operation
                        .getResponses()
                        .addAPIResponse(
                                String.valueOf(status), response(ConversationRefusals.isStream(path), status, codes)));
    }

    private static boolean canRefuse(FailureCode code, String path, Operation operation) {
        boolean hasBody = operation.getRequestBody() != null;
        boolean ofReply = path.contains("{reply_id}");
        boolean asks = hasBody && !ofReply;
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
            case MESSAGE_REQUIRED, MESSAGE_TOO_LONG, SHUTTING_DOWN -> asks;
            case TOO_MANY_REPLIES, OVERLOADED -> asks || ConversationRefusals.isStream(path);
            case SESSION_ID_INVALID -> asks || path.contains("{session_id}") || names(operation, "session_id");
            case REPLY_UNKNOWN -> ofReply;
            case SESSION_UNKNOWN -> path.contains("{session_id}");
            case SESSION_UNREACHABLE -> !asks && !ConversationRefusals.isStream(path);
            case REPLY_UNREACHABLE -> ofReply || asks;
            // A provider is asked after the stream has begun; there these are error events.
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

    private static APIResponse response(boolean isStream, int status, List<FailureCode> codes) {
        MediaType media =
                OASFactory.createMediaType().schema(OASFactory.createSchema().ref(isStream ? "ErrorEvent" : "Problem"));
        codes.forEach(code -> media.addExample(
                code.wireName(),
                OASFactory.createExample().summary(code.sentence()).value(example(isStream, status, code))));
        Content content = OASFactory.createContent()
                .addMediaType(isStream ? "text/event-stream" : "application/problem+json", media);
        APIResponse response = OASFactory.createAPIResponse()
                .description(codes.stream()
                        .map(code -> "`" + code.wireName() + "`: " + code.sentence())
                        .collect(Collectors.joining("\n\n")))
                .content(content);
        return withHeaders(response, status);
    }

    private static APIResponse withHeaders(APIResponse response, int status) {
        if (status == 401) {
            response.addHeader("WWW-Authenticate", OASFactory.createHeader().description("`Bearer`"));
        } else if (status == 405) {
            response.addHeader("Allow", OASFactory.createHeader().description("The methods that are possible here."));
        } else if (status == 429 || status == 503) {
            response.addHeader("Retry-After", OASFactory.createHeader().description("Seconds, where they are known."));
        }
        return response;
    }

    private static Object example(boolean isStream, int status, FailureCode code) {
        Failure failure = Failure.of(code);
        return isStream ? SseFrame.refusal(failure) : EventJson.writeProblem(failure, status);
    }
}
