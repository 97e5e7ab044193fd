package dev.runnel.provider;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import java.util.Locale;

/**
 * What a provider's refusal means to Runnel. Providers tell their reason in a status, a code or, some of them, only in
 * prose; the first that is known decides.
 */
final class ProviderErrors {

    private ProviderErrors() {}

    /**
     * @param status the HTTP status, or 0 for an error inside a stream
     * @param code the provider's own code or type, lower or upper case; may be empty
     */
    static Failure classify(int status, String code) {
        return Failure.of(classifyCode(code.toLowerCase(Locale.ROOT), status));
    }

    private static FailureCode classifyCode(String code, int status) {
        if (code.contains("context_length") || code.contains("context length") || code.contains("token count")) {
            return FailureCode.CONTEXT_LENGTH_EXCEEDED;
        }
        if (code.contains("content_policy") || code.contains("content_filter") || code.contains("safety")) {
            return FailureCode.CONTENT_FILTERED;
        }
        return status == 0 ? classifyInBand(code) : classifyStatus(status);
    }

    private static FailureCode classifyStatus(int status) {
        return switch (status) {
            case 401, 403 -> FailureCode.PROVIDER_UNAUTHORIZED;
            case 408, 504 -> FailureCode.PROVIDER_TIMEOUT;
            case 413 -> FailureCode.CONTEXT_LENGTH_EXCEEDED;
            case 429 -> FailureCode.PROVIDER_RATE_LIMITED;
            default -> status >= 500 ? FailureCode.PROVIDER_UNAVAILABLE : FailureCode.PROVIDER_REJECTED;
        };
    }

    private static FailureCode classifyInBand(String code) {
        boolean rateLimited = code.contains("rate_limit") || code.contains("resource_exhausted") || code.equals("429");
        return rateLimited ? FailureCode.PROVIDER_RATE_LIMITED : FailureCode.PROVIDER_ERROR;
    }
}
