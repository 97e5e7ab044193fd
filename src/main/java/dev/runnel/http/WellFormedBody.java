package dev.runnel.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Replaces invalid UTF-8 with U+FFFD, as browsers do. So a client that cuts a character in half can still send the rest
 * of the message. Reads the whole body, which {@link BodyLimit} keeps small.
 */
@Provider
@Priority(Priorities.USER + 1)
class WellFormedBody implements ReaderInterceptor {

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        context.setInputStream(
                new ByteArrayInputStream(wellFormed(context.getInputStream().readAllBytes())));
        return context.proceed();
    }

    private static byte[] wellFormed(byte[] body) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return body;
        } catch (CharacterCodingException e) {
            return new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
        }
    }
}
