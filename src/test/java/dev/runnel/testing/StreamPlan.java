package dev.runnel.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.ReplyScript.Trait;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a reply into a dialect's event stream. */
final class StreamPlan {
    private static final String MALFORMED = "{\"malformed\": tru";

    private final ReplyScript script;
    private final WireFormat format;
    private final Heading heading;
    private final List<Action> actions = new ArrayList<>();
    private int tokens;
    private boolean opened;
    private boolean finished;

    private StreamPlan(ReplyScript script, WireFormat format, Heading heading) {
        this.script = script;
        this.format = format;
        this.heading = heading;
    }

    static List<Action> of(ReplyScript script, WireFormat format, Heading heading) {
        StreamPlan plan = new StreamPlan(script, format, heading);
        plan.lay();
        return List.copyOf(plan.actions);
    }

    private void lay() {
        actions.addAll(script.pace().beforeHeaders());
        Map<String, String> headers = Map.of("Content-Type", format.eventStreamType(), "Cache-Control", "no-cache");
        actions.add(new Action.Head(200, headers, script.pace().pieceBytes()));
        List<Step> steps = script.stepsToTheEnd();
        for (int i = 0; i < steps.size(); i++) {
            lay(steps.get(i), i + 1 < steps.size() ? steps.get(i + 1) : null);
        }
        if (!(steps.getLast() instanceof Step.Stop)) {
            layTheEnd();
        }
        shortenTheLastEvent();
    }

    private void lay(Step step, Step next) {
        switch (step) {
            case Step.Token(String text) -> token(text, next);
            case Step.Finish(String reason) -> finish(reason);
            case Step.Hold(Gate gate) -> actions.add(new Action.Hold(gate));
            case Step.Pause(Duration length) -> actions.add(new Action.Wait(length));
            case Step.Thought(String text) -> event(Json.text(format.thought(heading, text)), 0);
            case Step.Comment(String text) -> send(": " + text, 0);
            case Step.Garbage() -> event(MALFORMED, 0);
            case Step.InBandError(String message) -> event(Json.text(format.inBandError(message)), 0);
            case Step.Stop(Ending ending) -> actions.add(new Action.End(ending, false));
        }
    }

    private void token(String text, Step next) {
        if (opened) {
            await(script.pace().betweenTokens());
        }
        open();
        tokens++;
        if (script.has(Trait.FINISH_WITHIN_LAST_TOKEN) && next instanceof Step.Finish(String reason)) {
            finished = true;
            chunk(text, Optional.of(reason), 1);
        } else {
            chunk(text, Optional.empty(), 1);
        }
    }

    private void finish(String reason) {
        if (!finished) {
            open();
            finished = true;
            chunk("", Optional.of(reason), 0);
        }
    }

    private void open() {
        if (!opened) {
            opened = true;
            await(script.pace().beforeFirstToken());
            format.opening(heading).ifPresent(chunk -> event(Json.text(chunk), 0));
        }
    }

    private void layTheEnd() {
        if (finished) {
            script.usageAfter(tokens, true)
                    .flatMap(usage -> format.usage(heading, usage))
                    .ifPresent(chunk -> event(Json.text(chunk), 0));
            if (!script.has(Trait.WITHOUT_DONE)) {
                format.doneMarker().ifPresent(marker -> event(marker, 0));
            }
        }
        actions.add(new Action.End(script.has(Trait.KEEPS_SOCKET_OPEN) ? Ending.STALL : Ending.CLEAN, finished));
    }

    private void shortenTheLastEvent() {
        int lineEnds = script.has(Trait.WITHOUT_LAST_LINE_END) ? 2 : script.has(Trait.WITHOUT_LAST_BLANK_LINE) ? 1 : 0;
        for (int i = actions.size() - 1; i >= 0; i--) {
            if (actions.get(i) instanceof Action.Body(byte[] bytes, int count)) {
                int length = bytes.length - lineEnds * format.lineEnd().length();
                actions.set(i, new Action.Body(Arrays.copyOf(bytes, length), count));
                return;
            }
        }
    }

    private void await(Duration delay) {
        if (delay.isPositive()) {
            actions.add(new Action.Wait(delay));
        }
    }

    private void chunk(String text, Optional<String> finish, int count) {
        JsonNode chunk = format.chunk(heading, text, finish, script.usageAfter(tokens, finish.isPresent()));
        event(Json.text(chunk), count);
    }

    private void event(String data, int count) {
        send("data: " + data, count);
    }

    private void send(String line, int count) {
        String event = line + format.lineEnd() + format.lineEnd();
        actions.add(new Action.Body(event.getBytes(StandardCharsets.UTF_8), count));
    }
}
