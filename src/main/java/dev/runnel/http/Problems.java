package dev.runnel.http;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Answers requests that were refused or have failed, with the status of the failure's code and a body that the front's
 * clients can read.
 */
class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    private final Refusals refusals;

    Problems(Refusals refusals) {
        this.refusals = refusals;
    }

    @ServerExceptionMapper
    Response refuse(FailureException thrown, UriInfo uri) {
        return response(thrown.failure(), uri);
    }

    /** A refusal by the framework itself. */
    @ServerExceptionMapper
    Response refuse(WebApplicationException thrown, UriInfo uri) {
        int status = thrown.getResponse().getStatus();
        return status < 400
                ? thrown.getResponse()
                : response(hidden(thrown).orElseGet(() -> Failure.of(FailureStatus.codeOf(status))), uri);
    }

    /** The failure inside an exception: the reader wraps those that are thrown while it reads the body. */
    private static Optional<Failure> hidden(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof FailureException known) {
                return Optional.of(known.failure());
            }
        }
        return Optional.empty();
    }

    @ServerExceptionMapper
    Response refuse(MismatchedInputException thrown, UriInfo uri) {
        return response(Failure.of(FailureCode.INVALID_JSON), uri);
    }

    /** Also handles throwables that are no runtime exceptions, such as an error reply of Redis. */
    @ServerExceptionMapper
    Response fail(Throwable thrown, UriInfo uri) {
        LOG.error("A request failed because of a bug in this service. Please report this", thrown);
        return response(Failure.of(FailureCode.INTERNAL_ERROR), uri);
    }

    private Response response(Failure failure, UriInfo uri) {
        int status = FailureStatus.of(failure.code());
        RefusalForm.Body body = refusals.write(uri.getRequestUri().getPath(), failure);
        Response.ResponseBuilder response =
                Response.status(status).type(body.type()).entity(body.text());
        failure.retryAfterSeconds().ifPresent(seconds -> response.header("Retry-After", seconds));
        if (status == 401) {
            response.header("WWW-Authenticate", "Bearer");
        } else if (status == 405) {
            refusals.methodsAt(uri.getRequestUri().getRawPath())
                    .ifPresent(methods -> response.header("Allow", methods));
        }
        if (body.type().equals(MediaType.SERVER_SENT_EVENTS)) {
            response.header("Cache-Control", EventStreamWriter.CACHING);
        }
        return response.build();
    }
}
