package dev.runnel.provider;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Translates a provider's refusal into a failure code. Providers state the reason in a status, in a code, or often only
 * in prose; the first known sign counts. {@code docs/providers.md} lists where the words come from.
 */
final class ProviderErrors {

    private static final List<String> TOO_LONG = List.of(
            "context_length",
            "context length",
            "context size",
            "context_size",
            "context window",
            "context_window",
            "context limit",
            "token count",
            "token limit",
            "too many input tokens",
            "input tokens exceeded",
            "max tokens allowed",
            "maximum prompt length",
            "exceeds max length",
            "prompt is too long",
            "prompt too long",
            "prompt_too_long",
            "input is too long",
            "input too long",
            "input length",
            "request_too_large",
            "string_above_max_length",
            "maximum number of tokens",
            "max_new_tokens` must be",
            "reduce the length",
            "maximum allowed content length");

    private static final List<String> TOO_MUCH =
            List.of("exceed", "maximum", "too long", "longer than", "too large", "larger than");

    private static final List<String> NEVER_FITS = List.of("context_length_exceeded", "request too large");

    private static final List<String> FILTERED = List.of(
            "content_policy",
            "content_filter",
            "contentfilter",
            "content management policy",
            "content policy",
            "responsibleaipolicy",
            "data_inspection_failed",
            "datainspectionfailed",
            "was flagged",
            "moderation",
            "safety system",
            "safety reasons");

    /** A wrong key or an empty account: only an operator can fix either. */
    private static final List<String> UNAUTHORIZED = List.of(
            "api_key_invalid",
            "invalid_api_key",
            "api key not valid",
            "api key expired",
            "api_key_expired",
            "invalid api key",
            "incorrect api key",
            "invalid api token",
            "authentication_error",
            "insufficient_quota",
            "exceeded_current_quota",
            "insufficient balance",
            "insufficient_balance",
            "insufficient credits",
            "insufficient_credits",
            "insufficient_user_quota",
            "credit balance",
            "arrearage",
            "location is not supported",
            "account_deactivated",
            "billing_hard_limit",
            "billing_not_active");

    private static final List<String> RATE_LIMITED = List.of(
            "rate_limit",
            "rate limit",
            "ratelimit",
            "resource_exhausted",
            "too many requests",
            "too many tokens",
            "throttl",
            "quota");

    private static final List<String> UNAVAILABLE =
            List.of("overload", "unavailable", "capacity", "server_busy", "server is busy", "try again later");

    private ProviderErrors() {}

    /**
     * Translates a response with an error status.
     *
     * @param words the provider's own codes, types and texts, in any case; may be empty
     */
    static Failure refusal(int status, String words) {
        String said = words.toLowerCase(Locale.ROOT);
        return Failure.of(wellKnown(status, said).orElseGet(() -> ofStatus(status)));
    }

    /**
     * Translates an error inside a stream that began well.
     *
     * @param status the HTTP status that the error states; 0 for none
     * @param words as above
     */
    static Failure inBand(int status, String words) {
        String said = words.toLowerCase(Locale.ROOT);
        return Failure.of(wellKnown(status, said).orElseGet(() -> ofEither(status, said)));
    }

    private static Optional<FailureCode> wellKnown(int status, String words) {
        // Rate limits count tokens too. With status 429, only these words prove that a prompt can never fit.
        boolean counts = status == 429;
        boolean asksForMoney = status == 401 || status == 402;
        // A server error may mention any word: it must say that something is too much.
        boolean isAtFault = status >= 500;
        boolean tooLong = says(words, TOO_LONG) && (!isAtFault || says(words, TOO_MUCH));
        if (counts ? says(words, NEVER_FITS) : !asksForMoney && tooLong) {
            return Optional.of(FailureCode.CONTEXT_LENGTH_EXCEEDED);
        }
        if (!counts && !asksForMoney && !isAtFault && says(words, FILTERED)) {
            return Optional.of(FailureCode.CONTENT_FILTERED);
        }
        return says(words, UNAUTHORIZED) ? Optional.of(FailureCode.PROVIDER_UNAUTHORIZED) : Optional.empty();
    }

    private static FailureCode ofStatus(int status) {
        return switch (status) {
            case 401, 402, 403 -> FailureCode.PROVIDER_UNAUTHORIZED;
            case 408, 504, 522, 524 -> FailureCode.PROVIDER_TIMEOUT;
            case 413 -> FailureCode.CONTEXT_LENGTH_EXCEEDED;
            case 409, 425, 499 -> FailureCode.PROVIDER_UNAVAILABLE;
            case 424 -> FailureCode.PROVIDER_ERROR;
            case 429, 498 -> FailureCode.PROVIDER_RATE_LIMITED;
            case 451 -> FailureCode.CONTENT_FILTERED;
            default -> status >= 500 ? FailureCode.PROVIDER_UNAVAILABLE : FailureCode.PROVIDER_REJECTED;
        };
    }

    /**
     * A provider that has begun to answer has accepted the request, so an error is the provider's own, unless it says
     * otherwise.
     */
    private static FailureCode ofEither(int status, String words) {
        if (status >= 400 && status < 500) {
            return ofStatus(status);
        }
        if (says(words, RATE_LIMITED)) {
            return FailureCode.PROVIDER_RATE_LIMITED;
        }
        boolean busy = status == 503 || status == 529 || says(words, UNAVAILABLE);
        return busy ? FailureCode.PROVIDER_UNAVAILABLE : FailureCode.PROVIDER_ERROR;
    }

    private static boolean says(String words, List<String> names) {
        return names.stream().anyMatch(words::contains);
    }
}
