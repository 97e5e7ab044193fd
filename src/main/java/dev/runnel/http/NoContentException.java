package dev.runnel.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;

/** There is nothing to stream. A method that returns a stream can only send status 204 by throwing this. */
public final class NoContentException extends WebApplicationException {

    private static final long serialVersionUID = 1L;

    public NoContentException() {
        super(Response.noContent().build());
    }
}
