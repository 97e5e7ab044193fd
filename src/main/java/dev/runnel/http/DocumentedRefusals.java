package dev.runnel.http;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Adds the error responses of one front to the OpenAPI document: a response for each status, with an example for each
 * code. The examples come from the code that writes real refusals.
 */
public final class DocumentedRefusals {

    private final RefusalForm form;
    private final Map<String, String> schemas;

    /** @param schemas the name of the body's schema by the body's media type */
    public DocumentedRefusals(RefusalForm form, Map<String, String> schemas) {
        this.form = form;
        this.schemas = schemas;
    }

    /** Tells whether an operation can be refused with a code. */
    @FunctionalInterface
    public interface Possible {
        boolean is(FailureCode code, String path, Operation operation);
    }

    /** Adds the possible error responses to each of this front's operations. */
    public void addTo(OpenAPI document, Possible possible) {
        document.getPaths().getPathItems().forEach((path, item) -> {
            if (form.isFor(path)) {
                item.getOperations()
                        .values()
                        .forEach(operation -> add(path, operation, code -> possible.is(code, path, operation)));
            }
        });
    }

    private void add(String path, Operation operation, Predicate<FailureCode> possible) {
        Arrays.stream(FailureCode.values())
                .filter(possible)
                .collect(Collectors.groupingBy(FailureStatus::of, TreeMap::new, Collectors.toList()))
                .forEach((status, codes) ->
                        operation.getResponses().addAPIResponse(String.valueOf(status), response(path, status, codes)));
    }

    private APIResponse response(String path, int status, List<FailureCode> codes) {
        String type = form.body(path, Failure.of(codes.getFirst()), status).type();
        MediaType media =
                OASFactory.createMediaType().schema(OASFactory.createSchema().ref(schemas.get(type)));
        codes.forEach(code -> media.addExample(
                code.wireName(),
                OASFactory.createExample()
                        .summary(code.sentence())
                        .value(form.body(path, Failure.of(code), status).text())));
        APIResponse response = OASFactory.createAPIResponse()
                .description(codes.stream()
                        .map(code -> "`" + code.wireName() + "`: " + code.sentence())
                        .collect(Collectors.joining("\n\n")))
                .content(OASFactory.createContent().addMediaType(type, media));
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
}
