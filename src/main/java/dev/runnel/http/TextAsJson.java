package dev.runnel.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/**
 * Reads JSON that is sent as {@code text/plain}, as a browser's {@code fetch} does with a string. Only for methods that
 * accept text. Browsers send text to other origins without a preflight; {@link ForeignOrigins} has refused such pages
 * before.
 */
@Provider
@Consumes(MediaType.TEXT_PLAIN)
class TextAsJson implements MessageBodyReader<Object> {

    private final StrictJson json;

    TextAsJson(StrictJson json) {
        this.json = json;
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return type.isRecord();
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        ObjectMapper mapper = json.getContext(type);
        try {
            return mapper.readValue(body, mapper.constructType(generic));
        } catch (JacksonException e) {
            throw Failure.of(FailureCode.INVALID_JSON).asException();
        }
    }
}
