package dev.runnel.http;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Answers requests that fail outside of the resources, in the same form as all other refusals. The framework would
 * answer with an empty body, an HTML page, or the id of a stack trace.
 */
@Singleton
class FrameworkFailures {

    private static final Logger LOG = Logger.getLogger(FrameworkFailures.class);

    /** Runs just before the framework's own handler, which is the last of all routes. */
    private static final int ALMOST_LAST = Integer.MAX_VALUE - 1;

    /** Statuses that the router would answer by itself, without calling any failure handler. */
    private static final List<Integer> OF_THE_ROUTER = List.of(400, 404, 405, 406, 413, 415, 500);

    private final Refusals refusals;

    FrameworkFailures(Refusals refusals) {
        this.refusals = refusals;
    }

    void register(@Observes Router router) {
        router.route().order(ALMOST_LAST).failureHandler(this::answer);
        OF_THE_ROUTER.forEach(status -> router.errorHandler(status, this::answer));
    }

    private void answer(RoutingContext context) {
        int status = statusOf(context);
        Failure failure = Failure.of(codeOf(status));
        if (status >= 500) {
            LOG.error("A request failed because of a bug in this service. Please report this", context.failure());
        }
        if (status == 400) {
            // A request that could not be read may have a body that is still unread.
            PlainRefusal.sendAndClose(refusals, context, failure);
        } else {
            PlainRefusal.send(refusals, context, failure, status);
        }
    }

    private static int statusOf(RoutingContext context) {
        if (context.statusCode() >= 400) {
            return context.statusCode();
        }
        return context.failure() instanceof HttpException known ? known.getStatusCode() : 500;
    }

    private static FailureCode codeOf(int status) {
        return status == 400 ? FailureCode.REQUEST_INVALID : FailureStatus.codeOf(status);
    }
}
