package dev.runnel.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gemini API reference, "generateContent" and "streamGenerateContent" with {@code alt=sse}. */
final class GeminiFormat implements WireFormat {
    private static final Pattern STREAM =
            Pattern.compile("/v1beta/models/([^/:]+):streamGenerateContent\\?(?:.*&)?alt=sse(?:&.*)?");
    private static final Pattern PLAIN = Pattern.compile("/v1beta/models/([^/:]+):generateContent(?:\\?.*)?");

    @Override
    public String basePath() {
        return "/v1beta";
    }

    @Override
    public String lineEnd() {
        return "\r\n";
    }

    @Override
    public String eventStreamType() {
        return "text/event-stream";
    }

    @Override
    public Optional<Prompt> prompt(IncomingRequest request) {
        Matcher stream = STREAM.matcher(request.path());
        Matcher plain = PLAIN.matcher(request.path());
        boolean streaming = stream.matches();
        if (!request.method().equals("POST") || !(streaming || plain.matches())) {
            return Optional.empty();
        }
        String model = streaming ? stream.group(1) : plain.group(1);
        return Optional.of(new Prompt(model, streaming, true, messages(request.body())));
    }

    @Override
    public Optional<JsonNode> opening(Heading heading) {
        return Optional.empty();
    }

    @Override
    public JsonNode chunk(Heading heading, String text, Optional<String> finish, Optional<Usage> usage) {
        ObjectNode chunk = Json.object();
        ObjectNode candidate = chunk.putArray("candidates").addObject();
        ObjectNode content = candidate.putObject("content");
        content.putArray("parts").addObject().put("text", text);
        content.put("role", "model");
        finish.ifPresent(reason -> candidate.put("finishReason", finishReason(reason)));
        candidate.put("index", 0);
        usage.ifPresent(counted -> chunk.set("usageMetadata", usage(counted)));
        return signed(chunk, heading);
    }

    @Override
    public JsonNode thought(Heading heading, String text) {
        ObjectNode chunk = Json.object();
        ObjectNode content =
                chunk.putArray("candidates").addObject().put("index", 0).putObject("content");
        content.putArray("parts").addObject().put("text", text).put("thought", true);
        content.put("role", "model");
        return signed(chunk, heading);
    }

    @Override
    public Optional<JsonNode> usage(Heading heading, Usage usage) {
        return Optional.empty();
    }

    @Override
    public Optional<String> doneMarker() {
        return Optional.empty();
    }

    @Override
    public ObjectNode inBandError(String message) {
        return error(500, message);
    }

    @Override
    public JsonNode completion(Heading heading, String text, Optional<String> finish, Optional<Usage> usage) {
        return chunk(heading, text, finish, usage);
    }

    @Override
    public Answer refuse(Heading heading, Refusal refusal) {
        return switch (refusal.reason()) {
            case CONTENT_FILTER -> new Answer(200, blocked(heading));
            case CONTEXT_LENGTH ->
                answer(
                        refusal,
                        "The input token count (1058000) exceeds the maximum number of tokens allowed (1048576).");
            case PREFILL -> answer(refusal, "Please ensure that multiturn requests end with a user role.");
            case STATUS -> answer(refusal, "The request failed: " + statusName(refusal.status()) + ".");
        };
    }

    private static Answer answer(Refusal refusal, String usual) {
        return new Answer(refusal.status(), error(refusal.status(), refusal.messageOr(usual)));
    }

    private static ObjectNode blocked(Heading heading) {
        ObjectNode chunk = Json.object();
        chunk.putObject("promptFeedback").put("blockReason", "SAFETY");
        chunk.putObject("usageMetadata").put("promptTokenCount", 12).put("totalTokenCount", 12);
        return signed(chunk, heading);
    }

    private static ObjectNode signed(ObjectNode chunk, Heading heading) {
        return chunk.put("modelVersion", heading.model()).put("responseId", heading.id());
    }

    private static ObjectNode error(int code, String message) {
        ObjectNode body = Json.object();
        body.putObject("error").put("code", code).put("message", message).put("status", statusName(code));
        return body;
    }

    private static ObjectNode usage(Usage usage) {
        return Json.object()
                .put("promptTokenCount", usage.input())
                .put("candidatesTokenCount", usage.output())
                .put("totalTokenCount", usage.total());
    }

    private static String finishReason(String reason) {
        return switch (reason) {
            case "stop" -> "STOP";
            case "length" -> "MAX_TOKENS";
            case "content_filter" -> "SAFETY";
            default -> reason;
        };
    }

    /** The names of {@code google.rpc.Code} for HTTP statuses. */
    private static String statusName(int status) {
        return switch (status) {
            case 400 -> "INVALID_ARGUMENT";
            case 401 -> "UNAUTHENTICATED";
            case 403 -> "PERMISSION_DENIED";
            case 404 -> "NOT_FOUND";
            case 429 -> "RESOURCE_EXHAUSTED";
            case 500 -> "INTERNAL";
            case 503 -> "UNAVAILABLE";
            case 504 -> "DEADLINE_EXCEEDED";
            default -> "UNKNOWN";
        };
    }

    private static List<PromptMessage> messages(JsonNode body) {
        List<PromptMessage> messages = new ArrayList<>();
        for (String field : List.of("systemInstruction", "system_instruction")) {
            if (body.has(field)) {
                messages.add(new PromptMessage("system", text(body.get(field))));
            }
        }
        for (JsonNode content : body.path("contents")) {
            String role = content.path("role").asText("user");
            messages.add(new PromptMessage(role.equals("model") ? "assistant" : role, text(content)));
        }
        return messages;
    }

    private static String text(JsonNode content) {
        StringBuilder text = new StringBuilder();
        content.path("parts").forEach(part -> text.append(part.path("text").asText()));
        return text.toString();
    }
}
