package dev.runnel.reply;

import dev.runnel.FailureException;
import dev.runnel.FinishReason;
import dev.runnel.Usage;
import dev.runnel.ledger.ReplyHeader;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One reply as a span, from the question to the first of its possible ends. It contains neither texts nor users. Its
 * token counts have no {@code gen_ai} names: the calls below it have them, and sums would count them twice.
 */
final class ReplyTrace {

    private static final String TRACEPARENT = "traceparent";

    private final Span span;
    private long fallbacks;
    private long continuations;

    private ReplyTrace(Span span) {
        this.span = span;
    }

    /**
     * Starts the span of a reply that this pod starts or continues.
     *
     * @param header has the span of the pod before, if there was one
     * @param caller the span of the request; invalid if there is none
     */
    static ReplyTrace begin(Tracer tracer, ReplyHeader header, Span caller) {
        SpanBuilder reply = tracer.spanBuilder("runnel.reply")
                .setParent(Context.root().with(caller))
                .setAttribute("runnel.reply.id", header.reply().value())
                .setAttribute("gen_ai.conversation.id", header.session().value());
        header.traceparent().map(ReplyTrace::named).filter(SpanContext::isValid).ifPresent(reply::addLink);
        return new ReplyTrace(reply.startSpan());
    }

    /** The span in a {@code traceparent}; invalid if it cannot be read. */
    private static SpanContext named(String traceparent) {
        Context context =
                W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, new OnlyTraceparent());
        return Span.fromContext(context).getSpanContext();
    }

    /** Reads this one header. */
    private record OnlyTraceparent() implements TextMapGetter<String> {
        @Override
        public Iterable<String> keys(String traceparent) {
            return List.of(TRACEPARENT);
        }

        @Override
        public String get(String traceparent, String name) {
            return TRACEPARENT.equals(name) ? traceparent : null;
        }
    }

    /** The parent of everything that is done for the reply. */
    Span span() {
        return span;
    }

    /** The trace's id for the log; empty while tracing is off. */
    Optional<String> id() {
        return Optional.of(span.getSpanContext())
                .filter(context -> context.isValid())
                .map(context -> context.getTraceId());
    }

    /** Ends the span if the beginning fails. */
    <T> Uni<T> ofBeginning(Uni<T> beginning) {
        return beginning.onFailure().invoke(this::refused);
    }

    /** The span for other pods; empty if it is not exported, or while traces are off. */
    Optional<String> traceparent() {
        if (!span.getSpanContext().isSampled()) {
            return Optional.empty();
        }
        Map<String, String> headers = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(Context.root().with(span), headers, Map::put);
        return Optional.of(headers.get(TRACEPARENT));
    }

    void fellBack() {
        span.setAttribute("runnel.reply.fallbacks", ++fallbacks);
    }

    void continued() {
        span.setAttribute("runnel.reply.continuations", ++continuations);
    }

    void ended(Outcome outcome) {
        switch (outcome) {
            case Outcome.Completed(var finished) -> {
                answered(finished.provider(), finished.model(), finished.finishReason());
                billed(finished.usage());
            }
            case Outcome.Ended(var asked, var reason) -> answered(asked.provider(), asked.model(), reason);
            case Outcome.Broken(var failure) -> failed(failure.code().wireName());
        }
        ended(outcome.name());
    }

    private void refused(Throwable thrown) {
        failed(FailureException.of(thrown).code().wireName());
        ended("refused");
    }

    /** It ended here without an outcome: it continues on another pod, was an existing reply, or was erased. */
    void ended(String outcome) {
        span.setAttribute("runnel.reply.outcome", outcome);
        span.end();
    }

    private void answered(String provider, String model, FinishReason reason) {
        span.setAttribute("runnel.reply.provider", provider);
        span.setAttribute("runnel.reply.model", model);
        span.setAttribute("runnel.reply.finish_reason", reason.wireName());
    }

    private void billed(Usage usage) {
        span.setAttribute("runnel.reply.input_tokens", usage.inputTokens());
        span.setAttribute("runnel.reply.output_tokens", usage.outputTokens());
    }

    private void failed(String code) {
        span.setStatus(StatusCode.ERROR, code);
        span.setAttribute("error.type", code);
    }
}
