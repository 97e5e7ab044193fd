package dev.runnel.model;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.runnel.FailureCode;
import dev.runnel.Usage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One call as a span, as defined by OpenTelemetry's semantic conventions for generative AI ("Generative AI client
 * spans"). It contains no text of the conversation. While tracing is off, it does nothing.
 */
final class CallTrace {

    private static final AttributeKey<List<String>> FINISH_REASONS =
            AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");

    private final Span span;

    private CallTrace(Span span) {
        this.span = span;
    }

    /**
     * Starts the span of a call.
     *
     * @param parent the span of what the call is made for; invalid for a trace of its own
     */
    static CallTrace begin(Tracer tracer, Span parent, String provider, String model) {
        return new CallTrace(tracer.spanBuilder("chat " + model)
                .setParent(Context.root().with(parent))
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("gen_ai.operation.name", "chat")
                .setAttribute("gen_ai.provider.name", provider)
                .setAttribute("gen_ai.request.model", model)
                .startSpan());
    }

    /**
     * The headers that tell the provider of this span: {@code traceparent} of W3C's trace context. {@code tracestate}
     * is left out, because it holds what the client sent, which is none of a provider's business.
     */
    Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        W3CTraceContextPropagator.getInstance().inject(Context.root().with(span), headers, Map::put);
        headers.remove("tracestate");
        return headers;
    }

    void firstChunk(double seconds) {
        span.setAttribute("gen_ai.response.time_to_first_chunk", seconds);
    }

    void ended(ChatResponse response, Usage billed) {
        if (response.modelName() != null) {
            span.setAttribute("gen_ai.response.model", response.modelName());
        }
        if (response.finishReason() != null) {
            span.setAttribute(
                    FINISH_REASONS, List.of(response.finishReason().name().toLowerCase(Locale.ROOT)));
        }
        end(billed);
    }

    void failed(FailureCode cause, Usage billed) {
        span.setStatus(StatusCode.ERROR, cause.wireName());
        span.setAttribute("error.type", cause.wireName());
        end(billed);
    }

    /** The call was cancelled, which is no error. */
    void cancelled(Usage billed) {
        span.addEvent("cancelled");
        end(billed);
    }

    private void end(Usage billed) {
        if (!billed.equals(Usage.NONE)) {
            span.setAttribute("gen_ai.usage.input_tokens", billed.inputTokens());
            span.setAttribute("gen_ai.usage.output_tokens", billed.outputTokens());
        }
        span.end();
    }
}
