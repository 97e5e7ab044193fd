package dev.runnel.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a reply into one JSON completion, after all its delays. Where a stream would break, half of the body is sent. */
final class CompletionPlan {
    private final ReplyScript script;
    private final WireFormat format;
    private final Heading heading;
    private final List<Action> actions = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int tokens;
    private Optional<String> finish = Optional.empty();
    private Optional<String> error = Optional.empty();
    private boolean malformed;

    private CompletionPlan(ReplyScript script, WireFormat format, Heading heading) {
        this.script = script;
        this.format = format;
        this.heading = heading;
    }

    static List<Action> of(ReplyScript script, WireFormat format, Heading heading) {
        CompletionPlan plan = new CompletionPlan(script, format, heading);
        plan.lay();
        return List.copyOf(plan.actions);
    }

    private void lay() {
        actions.addAll(script.pace().beforeHeaders());
        List<Step> steps = script.stepsToTheEnd();
        steps.forEach(this::gather);
        if (error.isPresent()) {
            send(500, bytes(format.inBandError(error.get())), 1);
            actions.add(new Action.End(Ending.CLEAN, false));
        } else if (steps.getLast() instanceof Step.Stop(Ending ending) && ending != Ending.CLEAN) {
            send(200, completion(), 2);
            actions.add(new Action.End(ending, false));
        } else {
            byte[] body = completion();
            send(200, malformed ? Arrays.copyOf(body, body.length / 2) : body, 1);
            actions.add(new Action.End(Ending.CLEAN, finish.isPresent() && !malformed));
        }
    }

    private void gather(Step step) {
        switch (step) {
            case Step.Token(String token) -> {
                await(
                        tokens == 0
                                ? script.pace().beforeFirstToken()
                                : script.pace().betweenTokens());
                tokens++;
                text.append(token);
            }
            case Step.Finish(String reason) -> finish = Optional.of(reason);
            case Step.Hold(Gate gate) -> actions.add(new Action.Hold(gate));
            case Step.Pause(Duration length) -> await(length);
            case Step.Garbage() -> malformed = true;
            case Step.InBandError(String message) -> error = Optional.of(message);
            case Step.Thought(String ignored) -> {}
            case Step.Comment(String ignored) -> {}
            case Step.Stop(Ending ignored) -> {}
        }
    }

    private byte[] completion() {
        return bytes(format.completion(heading, text.toString(), finish, script.usageAfter(tokens, true)));
    }

    /** Announces the whole body and sends the first part of {@code parts} equal ones. */
    private void send(int status, byte[] body, int parts) {
        Map<String, String> headers =
                Map.of("Content-Type", "application/json", "Content-Length", String.valueOf(body.length));
        actions.add(new Action.Head(status, headers, script.pace().pieceBytes()));
        actions.add(new Action.Body(Arrays.copyOf(body, body.length / parts), parts == 1 ? tokens : 0));
    }

    private void await(Duration delay) {
        if (delay.isPositive()) {
            actions.add(new Action.Wait(delay));
        }
    }

    private static byte[] bytes(JsonNode node) {
        return Json.text(node).getBytes(StandardCharsets.UTF_8);
    }
}
