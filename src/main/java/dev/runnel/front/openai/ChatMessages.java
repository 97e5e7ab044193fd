package dev.runnel.front.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.GivenMessage;
import dev.runnel.ToolCall;
import dev.runnel.http.HttpConfig;
import dev.runnel.http.MessageText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the {@code messages} of a request: the whole conversation, which the client keeps. The last message must keep
 * the limits of a message; the others are limited only by the size of the body.
 */
final class ChatMessages {

    private static final String MESSAGES = "messages";
    private static final String CONTENT = "content";

    private ChatMessages() {}

    /** The messages, the oldest first; throws a {@code FailureException} that names a field that is not supported. */
    static List<GivenMessage> of(Fields request, HttpConfig config) {
        List<GivenMessage> messages =
                request.objects(MESSAGES).stream().map(ChatMessages::message).toList();
        if (messages.isEmpty()) {
            throw Failure.ofParameter(FailureCode.MESSAGE_REQUIRED, FailureCode.MESSAGE_REQUIRED.sentence(), MESSAGES)
                    .asException();
        }
        check(messages.getLast(), config);
        return messages;
    }

    /** Throws a {@code FailureException} if the message is empty or too long. An image without text is not empty. */
    static void check(GivenMessage message, HttpConfig config) {
        if (message instanceof GivenMessage.Asked last
                && !(hasImage(last) && textOf(last).isBlank())) {
            MessageText.of(textOf(last), config);
        }
    }

    /** The text of a message, without its images. */
    static String textOf(GivenMessage message) {
        return switch (message) {
            case GivenMessage.Instructions(String text) -> text;
            case GivenMessage.Notes(String text) -> text;
            case GivenMessage.Answered answered -> answered.text();
            case GivenMessage.ToolResult(String call, String text) -> text;
            case GivenMessage.Asked asked ->
                asked.parts().stream()
                        .filter(GivenMessage.Text.class::isInstance)
                        .map(part -> ((GivenMessage.Text) part).text())
                        .collect(Collectors.joining("\n"));
        };
    }

    private static boolean hasImage(GivenMessage.Asked asked) {
        return asked.parts().stream().anyMatch(GivenMessage.Image.class::isInstance);
    }

    private static GivenMessage message(Fields message) {
        return switch (message.requiredText("role")) {
            case "system", "developer" -> new GivenMessage.Instructions(text(message));
            case "user" -> new GivenMessage.Asked(parts(message));
            case "assistant" -> answered(message);
            case "tool" -> new GivenMessage.ToolResult(message.requiredText("tool_call_id"), text(message));
            default -> throw message.invalid("role", "has to be system, developer, user, assistant or tool");
        };
    }

    private static GivenMessage answered(Fields message) {
        List<ToolCall> calls =
                message.objects("tool_calls").stream().map(ChatMessages::call).toList();
        return new GivenMessage.Answered(answer(message, !calls.isEmpty()), calls, reasoning(message));
    }

    private static String answer(Fields message, boolean calls) {
        boolean silent = message.get(CONTENT).isEmpty();
        // A refusal of the model is in a field of its own, and content is null then.
        Optional<String> refusal = silent ? message.text("refusal") : Optional.empty();
        return refusal.map(MessageText::cleaned).orElseGet(() -> silent && calls ? "" : text(message));
    }

    /** Under either of the names that servers have for it. It is in no API reference of OpenAI's, so any form will do. */
    private static String reasoning(Fields message) {
        return Stream.of(ChatJson.REASONING, "reasoning")
                .flatMap(name -> message.get(name).stream())
                .filter(JsonNode::isTextual)
                .map(thought -> MessageText.cleaned(thought.textValue()))
                .findFirst()
                .orElse("");
    }

    private static ToolCall call(Fields call) {
        Fields function = call.object("function").orElseThrow(() -> call.invalid("function", "has to be an object"));
        return new ToolCall(
                call.requiredText("id"),
                function.requiredText("name"),
                MessageText.cleaned(function.text("arguments").orElse("")));
    }

    /** The content of a message that may only have text. */
    private static String text(Fields message) {
        if (isText(message)) {
            return MessageText.cleaned(message.text(CONTENT).orElse(""));
        }
        return contentParts(message).stream()
                .map(part -> switch (part.requiredText("type")) {
                    case "text" -> part.text("text").orElse("");
                    case "refusal" -> part.text("refusal").orElse("");
                    default -> throw part.invalid("type", "has to be text here");
                })
                .map(MessageText::cleaned)
                .collect(Collectors.joining("\n"));
    }

    private static List<GivenMessage.Part> parts(Fields message) {
        if (isText(message)) {
            return List.of(new GivenMessage.Text(
                    MessageText.cleaned(message.text(CONTENT).orElse(""))));
        }
        List<GivenMessage.Part> parts = new ArrayList<>();
        for (Fields part : contentParts(message)) {
            parts.add(
                    switch (part.requiredText("type")) {
                        case "text" ->
                            new GivenMessage.Text(
                                    MessageText.cleaned(part.text("text").orElse("")));
                        case "image_url" -> image(part);
                        default -> throw part.invalid("type", "has to be text or image_url");
                    });
        }
        return parts;
    }

    private static GivenMessage.Part image(Fields part) {
        Fields image = part.object("image_url").orElseThrow(() -> part.invalid("image_url", "has to be an object"));
        return GivenImage.of(image, "url");
    }

    private static boolean isText(Fields message) {
        return message.get(CONTENT).filter(JsonNode::isTextual).isPresent();
    }

    private static List<Fields> contentParts(Fields message) {
        List<Fields> parts = message.objects(CONTENT);
        if (parts.isEmpty()) {
            throw message.invalid(CONTENT, "has to be a text, or parts");
        }
        return parts;
    }
}
