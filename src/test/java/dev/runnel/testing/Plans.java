package dev.runnel.testing;

import dev.runnel.testing.Refusal.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns a script and the request it answers into what goes on at the socket. */
final class Plans {
    private final WireFormat format;
    private final Prompt prompt;
    private final Heading heading;

    Plans(WireFormat format, Prompt prompt, Heading heading) {
        this.format = format;
        this.prompt = prompt;
        this.heading = heading;
    }

    List<Action> of(Script script) {
        return switch (script) {
            case ReplyScript reply when prompt.streaming() -> StreamPlan.of(reply, format, heading);
            case ReplyScript reply -> CompletionPlan.of(reply, format, heading);
            case ErrorScript error -> error(error);
            case WireScript wire -> wire.plan();
            case Script.Silent() -> List.of(new Action.End(Ending.STALL, false));
            case Script.ResetBeforeHeaders() -> List.of(new Action.End(Ending.RESET, false));
            case Script.RejectingPrefill(Script otherwise) -> prefillOr(otherwise);
        };
    }

    private List<Action> prefillOr(Script otherwise) {
        if (!prompt.lastRole().equals("assistant")) {
            return of(otherwise);
        }
        return error(new ErrorScript(new Refusal(Reason.PREFILL, 400, ""), Map.of(), "", List.of()));
    }

    private List<Action> error(ErrorScript script) {
        WireFormat.Answer answer = format.refuse(heading, script.refusal());
        boolean event = answer.status() == 200 && prompt.streaming();
        String text = script.body().isEmpty() ? Json.text(answer.body()) : script.body();
        byte[] body =
                (event ? "data: " + text + format.lineEnd() + format.lineEnd() : text).getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", event ? format.eventStreamType() : "application/json");
        headers.putAll(script.headers());
        if (!event) {
            headers.put("Content-Length", String.valueOf(body.length));
        }
        List<Action> actions = new ArrayList<>(script.waits());
        actions.add(new Action.Head(answer.status(), headers, 0));
        actions.add(new Action.Body(body, 0));
        actions.add(new Action.End(Ending.CLEAN, false));
        return actions;
    }
}
