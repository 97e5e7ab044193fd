package dev.runnel.front.openai;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.GivenMessage;
import dev.runnel.ToolCall;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Keeps the rule of all providers that a tool's result must follow its call. */
final class ToolResults {

    private ToolResults() {}

    /** The messages without the results whose calls are no longer known. */
    static List<GivenMessage> matched(List<GivenMessage> messages) {
        Set<String> called = new HashSet<>();
        return messages.stream()
                .filter(message -> {
                    remember(called, message);
                    return !(message instanceof GivenMessage.ToolResult(String call, String text))
                            || called.contains(call);
                })
                .toList();
    }

    /** Throws a {@code FailureException} if {@code input} has a result whose call is not in the messages before it. */
    static void check(List<GivenMessage> before, List<GivenMessage> input) {
        Set<String> called = new HashSet<>();
        Stream.concat(before.stream(), input.stream()).forEach(message -> {
            remember(called, message);
            if (message instanceof GivenMessage.ToolResult(String call, String text) && !called.contains(call)) {
                throw Failure.ofParameter(
                                FailureCode.REQUEST_INVALID,
                                "input has the output of a function call that is unknown or has expired.",
                                "input")
                        .asException();
            }
        });
    }

    private static void remember(Set<String> called, GivenMessage message) {
        if (message instanceof GivenMessage.Answered(String text, List<ToolCall> calls, String reasoning)) {
            calls.forEach(call -> called.add(call.id()));
        }
    }
}
