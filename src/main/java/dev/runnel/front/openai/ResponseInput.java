package dev.runnel.front.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.GivenMessage;
import dev.runnel.ToolCall;
import dev.runnel.http.HttpConfig;
import dev.runnel.http.MessageText;
import dev.runnel.reply.Seal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the {@code input} of a request: a text, or items. */
final class ResponseInput {

    static final String INPUT = "input";
    private static final String CONTENT = "content";

    private ResponseInput() {}

    /**
     * The input as messages, the oldest first. Throws a {@code FailureException} that names a field that is not
     * supported. The last message must keep the limits of a message.
     *
     * @param seal what opens compaction items; empty if there can be none
     */
    static List<GivenMessage> of(Fields request, HttpConfig config, Optional<Seal> seal) {
        List<GivenMessage> messages = of(request, seal);
        if (messages.isEmpty()) {
            throw Failure.ofParameter(FailureCode.MESSAGE_REQUIRED, FailureCode.MESSAGE_REQUIRED.sentence(), INPUT)
                    .asException();
        }
        ChatMessages.check(messages.getLast(), config);
        return messages;
    }

    /** The same of a conversation in which nothing is asked; it may be empty. */
    static List<GivenMessage> of(Fields request, Optional<Seal> seal) {
        return messages(request, item -> Optional.of(CompactionItem.opened(item, seal)));
    }

    /** The messages of items that were checked and stored before. What a compaction item holds, their session has. */
    static List<GivenMessage> again(JsonNode items) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.set(INPUT, items);
        return messages(Fields.of(request), item -> Optional.empty());
    }

    /** Not if it is a text that nobody can see. */
    static boolean saysSomething(GivenMessage message) {
        return !(message instanceof GivenMessage.Asked(var parts))
                || parts.stream()
                        .anyMatch(
                                part -> !(part instanceof GivenMessage.Text(var text)) || MessageText.isVisible(text));
    }

    /** Whether the session stores all of the input: it stores only one text. */
    static boolean isPlain(List<GivenMessage> messages) {
        return messages.size() == 1
                && messages.getFirst() instanceof GivenMessage.Asked(var parts)
                && parts.stream().allMatch(GivenMessage.Text.class::isInstance);
    }

    private static List<GivenMessage> messages(
            Fields request, Function<Fields, Optional<GivenMessage.Notes>> compaction) {
        if (request.get(INPUT).filter(JsonNode::isTextual).isPresent()) {
            return List.of(asked(request.text(INPUT).orElse("")));
        }
        List<GivenMessage> messages = new ArrayList<>();
        for (Fields item : request.objects(INPUT)) {
            switch (item.text("type").orElse("message")) {
                case "message" -> messages.add(message(item));
                case "function_call" -> addCall(messages, item);
                case "function_call_output" ->
                    messages.add(new GivenMessage.ToolResult(item.requiredText("call_id"), text(item, "output")));
                // Only the provider that wrote it can read it, and another one may answer next.
                case "reasoning" -> {}
                case CompactionItem.TYPE -> compaction.apply(item).ifPresent(messages::add);
                default ->
                    throw item.invalid(
                            "type",
                            "has to be message, function_call, function_call_output, item_reference, reasoning or"
                                    + " compaction");
            }
        }
        return messages;
    }

    private static GivenMessage asked(String text) {
        return new GivenMessage.Asked(List.of(new GivenMessage.Text(MessageText.cleaned(text))));
    }

    private static GivenMessage message(Fields item) {
        return switch (item.requiredText("role")) {
            case "system", "developer" -> new GivenMessage.Instructions(text(item, CONTENT));
            case "assistant" -> new GivenMessage.Answered(text(item, CONTENT), List.of());
            case "user" -> asked(item);
            default -> throw item.invalid("role", "has to be system, developer, user or assistant");
        };
    }

    private static GivenMessage asked(Fields item) {
        if (item.get(CONTENT).filter(JsonNode::isTextual).isPresent()) {
            return asked(item.text(CONTENT).orElse(""));
        }
        List<GivenMessage.Part> parts = parts(item, CONTENT).stream()
                .<GivenMessage.Part>map(part -> part.requiredText("type").equals("input_image")
                        ? GivenImage.of(part, "image_url")
                        : new GivenMessage.Text(textOf(part)))
                .toList();
        return new GivenMessage.Asked(parts);
    }

    /** Successive calls, and the text right before them, are one message of the model. */
    private static void addCall(List<GivenMessage> messages, Fields item) {
        ToolCall call = new ToolCall(
                item.requiredText("call_id"),
                item.requiredText("name"),
                MessageText.cleaned(item.text("arguments").orElse("")));
        List<ToolCall> calls = new ArrayList<>();
        String text = "";
        if (!messages.isEmpty()
                && messages.getLast() instanceof GivenMessage.Answered(var said, var before, var reasoning)) {
            text = said;
            calls.addAll(before);
            messages.removeLast();
        }
        calls.add(call);
        messages.add(new GivenMessage.Answered(text, calls));
    }

    /** A field that may only have text. */
    private static String text(Fields item, String name) {
        if (item.get(name).filter(JsonNode::isTextual).isPresent()) {
            return MessageText.cleaned(item.text(name).orElse(""));
        }
        return parts(item, name).stream().map(ResponseInput::textOf).collect(Collectors.joining("\n"));
    }

    private static String textOf(Fields part) {
        return MessageText.cleaned(
                switch (part.requiredText("type")) {
                    case "input_text", "output_text", "text" ->
                        part.text("text").orElse("");
                    case "refusal" -> part.text("refusal").orElse("");
                    case "input_file" -> throw part.invalid("type", "cannot be input_file: files are not taken here");
                    default -> throw part.invalid("type", "has to be input_text, or input_image from the user");
                });
    }

    private static List<Fields> parts(Fields item, String name) {
        List<Fields> parts = item.objects(name);
        if (parts.isEmpty()) {
            throw item.invalid(name, "has to be a text, or parts");
        }
        return parts;
    }
}
