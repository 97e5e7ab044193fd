package dev.runnel.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the scripted provider is asked to say; it travels as the user's message.
 *
 * @param tokens how many; {@link #UNTIL_TOLD} for as many as there is time for
 * @param intervalMs between two tokens on average
 * @param fault what goes wrong once, before the reply is taken up again
 * @param key names this reply, so that its fault happens once
 */
record ScriptedReply(int tokens, int intervalMs, Fault fault, String key) {

    static final int UNTIL_TOLD = 0;

    /** What a provider does wrong. */
    enum Fault {
        NONE,
        /** A 500 in place of the reply. */
        REFUSED,
        /** The connection breaks after half of the tokens. */
        CUT,
        /** Half of an event after half of the tokens. */
        GARBLED,
        /** Silence after half of the tokens. */
        STALLED
    }

    static ScriptedReply of(int tokens, int intervalMs) {
        return new ScriptedReply(tokens, intervalMs, Fault.NONE, "-");
    }

    static boolean isOne(String message) {
        return message.startsWith("tokens=");
    }

    static ScriptedReply parse(String message) {
        Map<String, String> fields = Arrays.stream(message.split(" "))
                .map(field -> field.split("=", 2))
                .filter(field -> field.length == 2)
                .collect(Collectors.toMap(field -> field[0], field -> field[1], (first, second) -> second));
        return new ScriptedReply(
                Integer.parseInt(fields.getOrDefault("tokens", "10")),
                Integer.parseInt(fields.getOrDefault("interval", "10")),
                Fault.valueOf(fields.getOrDefault("fault", Fault.NONE.name())),
                fields.getOrDefault("key", "-"));
    }

    /** Whether the reply, or its viewer, will not take the straight way. */
    boolean isDisturbed() {
        return !key.equals("-");
    }

    String message() {
        return "tokens=" + tokens + " interval=" + intervalMs + " fault=" + fault + " key=" + key;
    }
}
