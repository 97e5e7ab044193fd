package dev.runnel.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** OpenAI API reference, "Create chat completion" and its streaming events. */
final class OpenAiFormat implements WireFormat {
    private static final String FINGERPRINT = "fp_44709d6fcb";

    @Override
    public String basePath() {
        return "/v1";
    }

    @Override
    public String lineEnd() {
        return "\n";
    }

    @Override
    public String eventStreamType() {
        return "text/event-stream; charset=utf-8";
    }

    @Override
    public Optional<Prompt> prompt(IncomingRequest request) {
        if (!request.method().equals("POST") || !request.pathWithoutQuery().equals(basePath() + "/chat/completions")) {
            return Optional.empty();
        }
        JsonNode body = request.body();
        List<PromptMessage> messages = new ArrayList<>();
        body.path("messages")
                .forEach(message -> messages.add(new PromptMessage(
                        message.path("role").asText().replace("developer", "system"), text(message.path("content")))));
        return Optional.of(new Prompt(
                body.path("model").asText(),
                body.path("stream").asBoolean(),
                body.path("stream_options").path("include_usage").asBoolean(),
                messages));
    }

    @Override
    public Optional<JsonNode> opening(Heading heading) {
        ObjectNode delta =
                Json.object().put("role", "assistant").put("content", "").putNull("refusal");
        return Optional.of(choice(heading, delta, Optional.empty()));
    }

    @Override
    public JsonNode chunk(Heading heading, String text, Optional<String> finish, Optional<Usage> usage) {
        ObjectNode delta = Json.object();
        if (finish.isEmpty() || !text.isEmpty()) {
            delta.put("content", text);
        }
        return choice(heading, delta, finish);
    }

    /** The field of DeepSeek, vLLM and others; OpenAI itself says nothing while it reasons. */
    @Override
    public JsonNode thought(Heading heading, String text) {
        return choice(heading, Json.object().putNull("content").put("reasoning_content", text), Optional.empty());
    }

    @Override
    public Optional<JsonNode> usage(Heading heading, Usage usage) {
        if (!heading.usageWanted()) {
            return Optional.empty();
        }
        ObjectNode chunk = head(heading, "chat.completion.chunk");
        chunk.putArray("choices");
        return Optional.of(chunk.set("usage", usage(usage)));
    }

    @Override
    public Optional<String> doneMarker() {
        return Optional.of("[DONE]");
    }

    @Override
    public ObjectNode inBandError(String message) {
        return OpenAiErrors.body("server_error", null, message);
    }

    @Override
    public JsonNode completion(Heading heading, String text, Optional<String> finish, Optional<Usage> usage) {
        ObjectNode completion = head(heading, "chat.completion");
        ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
        choice.putObject("message")
                .put("role", "assistant")
                .put("content", text)
                .putNull("refusal")
                .putArray("annotations");
        choice.putNull("logprobs").put("finish_reason", finish.orElse(null));
        usage.ifPresent(counted -> completion.set("usage", usage(counted)));
        return completion;
    }

    @Override
    public Answer refuse(Heading heading, Refusal refusal) {
        return OpenAiErrors.answer(refusal);
    }

    private static JsonNode choice(Heading heading, ObjectNode delta, Optional<String> finish) {
        ObjectNode chunk = head(heading, "chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finish.orElse(null));
        if (heading.usageWanted()) {
            chunk.putNull("usage");
        }
        return chunk;
    }

    private static ObjectNode head(Heading heading, String object) {
        return Json.object()
                .put("id", "chatcmpl-" + heading.id())
                .put("object", object)
                .put("created", heading.created())
                .put("model", heading.model())
                .put("service_tier", "default")
                .put("system_fingerprint", FINGERPRINT);
    }

    private static ObjectNode usage(Usage usage) {
        return Json.object()
                .put("prompt_tokens", usage.input())
                .put("completion_tokens", usage.output())
                .put("total_tokens", usage.total());
    }

    private static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.asText();
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText()));
        return text.toString();
    }
}
