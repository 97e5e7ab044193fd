package dev.runnel.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** OpenAI's error bodies, as its "Error codes" guide lists them. */
final class OpenAiErrors {
    private static final String INVALID = "invalid_request_error";

    private OpenAiErrors() {}

    static ObjectNode body(String type, String code, String message) {
        ObjectNode body = Json.object();
        body.putObject("error")
                .put("message", message)
                .put("type", type)
                .putNull("param")
                .put("code", code);
        return body;
    }

    static WireFormat.Answer answer(Refusal refusal) {
        ObjectNode body =
                switch (refusal.reason()) {
                    case CONTEXT_LENGTH -> {
                        ObjectNode tooLong = body(
                                INVALID,
                                "context_length_exceeded",
                                refusal.messageOr(
                                        "This model's maximum context length is 8192 tokens. However, your"
                                                + " messages resulted in 9041 tokens. Please reduce the length of the messages."));
                        tooLong.withObject("/error").put("param", "messages");
                        yield tooLong;
                    }
                    case CONTENT_FILTER ->
                        body(
                                INVALID,
                                "content_policy_violation",
                                refusal.messageOr("Your request was rejected as a result of our safety system."));
                    case PREFILL ->
                        body(INVALID, null, refusal.messageOr("The conversation must end with a user message."));
                    case STATUS -> byStatus(refusal);
                };
        return new WireFormat.Answer(refusal.status(), body);
    }

    private static ObjectNode byStatus(Refusal refusal) {
        return switch (refusal.status()) {
            case 401 -> body(INVALID, "invalid_api_key", refusal.messageOr("Incorrect API key provided."));
            case 403 -> body(INVALID, "unsupported_country_region_territory", refusal.messageOr("Not supported here."));
            case 404 -> body(INVALID, "model_not_found", refusal.messageOr("The model does not exist."));
            case 429 -> body("requests", "rate_limit_exceeded", refusal.messageOr("Rate limit reached for requests."));
            case 503 -> body("server_error", null, refusal.messageOr("The engine is currently overloaded."));
            default ->
                refusal.status() < 500
                        ? body(INVALID, null, refusal.messageOr("The request could not be understood."))
                        : body("server_error", null, refusal.messageOr("The server had an error."));
        };
    }
}
