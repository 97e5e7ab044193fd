package dev.runnel.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.Optional;

/**
 * Reads requests strictly: refuses a number in place of a text, a text in place of a number, duplicate fields, and
 * anything after the document. If a filter in front of this service took the first of two duplicate fields and this
 * service the second, the filter could be bypassed. Not used for providers, which may send such documents.
 */
@Provider
public class StrictJson implements ContextResolver<ObjectMapper> {

    private final ObjectMapper strict;

    StrictJson(ObjectMapper framework) {
        strict = framework.copy();
        strict.configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, true);
        strict.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)
                .forEach(
                        shape -> strict.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail));
        strict.coercionConfigFor(LogicalType.Float).setCoercion(CoercionInputShape.String, CoercionAction.Fail);
    }

    @Override
    public ObjectMapper getContext(Class<?> type) {
        return strict;
    }

    /** Reads what did not come as a request's body; a {@code FailureException} if it is not of this type. */
    public <T> T read(String json, Class<T> type) {
        try {
            return strict.readValue(json, type);
        } catch (JacksonException e) {
            throw Failure.of(FailureCode.INVALID_JSON).asException();
        }
    }

    /** A text in a document that is refused, so that the refusal can say which one is meant; empty if it has none. */
    public Optional<String> find(String field, String json) {
        try {
            return Optional.ofNullable(strict.readTree(json).path(field).textValue());
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
