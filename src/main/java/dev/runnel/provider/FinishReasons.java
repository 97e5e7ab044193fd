package dev.runnel.provider;

import dev.langchain4j.model.output.FinishReason;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Finish reasons, in all the words that servers use for them. The two formats document a dozen names; compatible
 * servers pass on what their engine says ({@code docs/providers.md} lists them with their sources).
 */
final class FinishReasons {

    private static final Logger LOG = Logger.getLogger(FinishReasons.class);

    /** Bounds the memory that a provider takes which invents a new name for each reply. */
    private static final int MAX_REMEMBERED = 100;

    private static final Set<String> REPORTED = ConcurrentHashMap.newKeySet();

    private FinishReasons() {}

    /**
     * @param unknown what an unknown name means
     * @return null if the name says that the model has not ended; {@code OTHER} if the model failed
     */
    static FinishReason of(String name, FinishReason unknown) {
        return switch (name) {
            case "", "null", "None", "FINISH_REASON_UNSPECIFIED" -> null;
            case "stop", "STOP" -> FinishReason.STOP;
            default -> ofRare(name.strip().toLowerCase(Locale.ROOT), unknown);
        };
    }

    private static FinishReason ofRare(String name, FinishReason unknown) {
        return switch (name) {
            case "", "null", "none", "finish_reason_unspecified" -> null;
            case "stop", "eos", "eos_token", "end", "end_turn", "stop_sequence", "complete", "completed", "done" ->
                FinishReason.STOP;
            case "length",
                    "max_tokens",
                    "max_output_tokens",
                    "max_completion_tokens",
                    "max_length",
                    "model_length",
                    "model_context_window_exceeded",
                    "context_window_exceeded",
                    "context_length_exceeded",
                    "continuation",
                    "token_limit" -> FinishReason.LENGTH;
            case "content_filter",
                    "content_filtered",
                    "guardrail_intervened",
                    "safety",
                    "sensitive",
                    "recitation",
                    "blocklist",
                    "prohibited_content",
                    "model_armor",
                    "spii",
                    "image_safety",
                    "image_prohibited_content",
                    "image_recitation" -> FinishReason.CONTENT_FILTER;
            case "error",
                    "error_finish",
                    "insufficient_system_resource",
                    "network_error",
                    "abort",
                    "aborted",
                    "cancelled",
                    "canceled",
                    "timeout",
                    "failed",
                    "engine_overloaded",
                    "other",
                    "language",
                    "malformed_function_call",
                    "malformed_response",
                    "unexpected_tool_call",
                    "too_many_tool_calls",
                    "missing_thought_signature",
                    "image_other",
                    "no_image" -> FinishReason.OTHER;
            case "tool_calls", "function_call", "tool_use" -> FinishReason.STOP;
            default -> {
                report(name, unknown);
                yield unknown;
            }
        };
    }

    private static void report(String name, FinishReason taken) {
        if (REPORTED.size() < MAX_REMEMBERED && REPORTED.add(name)) {
            LOG.infof(
                    "A provider sent an unknown finish reason, which is treated as \"%s\": %s",
                    taken.name().toLowerCase(Locale.ROOT), printable(name));
        }
    }

    /** Removes everything that could look like another log line or quote a reply. */
    private static String printable(String name) {
        return name.substring(0, Math.min(name.length(), 40)).replaceAll("[^a-z0-9_.-]", "?");
    }
}
