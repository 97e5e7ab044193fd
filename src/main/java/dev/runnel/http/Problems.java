package dev.runnel.http;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.runnel.EventJson;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Refusals as HTTP: a status for each code, and a body in the form that the endpoint's clients read. Streams get one
 * {@code error} event, everything else {@code application/problem+json} (RFC 9457); the codes are the same.
 */
class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    private static final String STREAM_PREFIX = "/api/conversation-stream/";
    private static final MediaType PROBLEM_JSON = new MediaType("application", "problem+json");

    private final MeterRegistry metrics;

    Problems(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    @ServerExceptionMapper
    Response refuse(FailureException thrown, UriInfo uri) {
        return response(thrown.failure(), uri);
    }

    /** What the framework refuses by itself. */
    @ServerExceptionMapper
    Response refuse(WebApplicationException thrown, UriInfo uri) {
        int status = thrown.getResponse().getStatus();
        return status < 400
                ? thrown.getResponse()
                : response(hidden(thrown).orElseGet(() -> Failure.of(codeOf(status))), uri);
    }

    /** What is thrown while a body is read reaches us wrapped by whoever reads it: a body that grew too large. */
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

    /** Also what is no runtime exception: an error reply of Redis is a throwable of its own kind. */
    @ServerExceptionMapper
    Response fail(Throwable thrown, UriInfo uri) {
        LOG.error("A request failed for a reason that is a defect of this service; please report it", thrown);
        return response(Failure.of(FailureCode.INTERNAL_ERROR), uri);
    }

    private Response response(Failure failure, UriInfo uri) {
        int status = statusOf(failure.code());
        count(metrics, failure.code());
        Response.ResponseBuilder response = Response.status(status);
        failure.retryAfterSeconds().ifPresent(seconds -> response.header("Retry-After", seconds));
        if (status == 401) {
            response.header("WWW-Authenticate", "Bearer");
        } else if (status == 405) {
            AllowedMethods.at(uri.getRequestUri().getRawPath()).ifPresent(methods -> response.header("Allow", methods));
        }
        if (isStream(uri.getRequestUri().getPath())) {
            return response.header("Cache-Control", "no-cache")
                    .type(MediaType.SERVER_SENT_EVENTS_TYPE)
                    .entity(SseFrame.refusal(failure))
                    .build();
        }
        return response.type(PROBLEM_JSON)
                .entity(EventJson.writeProblem(failure, status))
                .build();
    }

    static void count(MeterRegistry metrics, FailureCode code) {
        metrics.counter("runnel.refusals", "code", code.wireName()).increment();
    }

    static boolean isStream(String path) {
        return path.startsWith(STREAM_PREFIX);
    }

    static int statusOf(FailureCode code) {
        return switch (code) {
            case INVALID_JSON,
                    MESSAGE_REQUIRED,
                    MESSAGE_TOO_LONG,
                    USER_ID_INVALID,
                    SESSION_ID_INVALID,
                    REQUEST_INVALID -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND, REPLY_UNKNOWN, SESSION_UNKNOWN -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case NOT_ACCEPTABLE -> 406;
            case BODY_TOO_LARGE -> 413;
            case UNSUPPORTED_MEDIA_TYPE -> 415;
            case CONTENT_FILTERED, CONTEXT_LENGTH_EXCEEDED -> 422;
            case RATE_LIMITED, TOO_MANY_REPLIES -> 429;
            case INTERNAL_ERROR -> 500;
            case PROVIDER_CUT,
                    PROVIDER_ERROR,
                    PROVIDER_MALFORMED,
                    PROVIDER_REJECTED,
                    PROVIDER_STALLED,
                    PROVIDER_UNAUTHORIZED -> 502;
            case AUTHENTICATION_UNAVAILABLE,
                    OVERLOADED,
                    SHUTTING_DOWN,
                    REPLY_UNREACHABLE,
                    SESSION_UNREACHABLE,
                    PROVIDER_RATE_LIMITED,
                    PROVIDER_UNAVAILABLE -> 503;
            case PROVIDER_TIMEOUT -> 504;
        };
    }

    static FailureCode codeOf(int status) {
        return switch (status) {
            case 400 -> FailureCode.INVALID_JSON;
            case 401 -> FailureCode.UNAUTHENTICATED;
            case 403 -> FailureCode.FORBIDDEN;
            case 404 -> FailureCode.NOT_FOUND;
            case 405 -> FailureCode.METHOD_NOT_ALLOWED;
            case 406 -> FailureCode.NOT_ACCEPTABLE;
            case 413 -> FailureCode.BODY_TOO_LARGE;
            case 415 -> FailureCode.UNSUPPORTED_MEDIA_TYPE;
            default -> status >= 500 ? FailureCode.INTERNAL_ERROR : FailureCode.REQUEST_INVALID;
        };
    }
}
