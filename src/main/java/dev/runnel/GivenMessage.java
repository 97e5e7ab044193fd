package dev.runnel;

import java.util.List;

/** A message that a caller hands over because it keeps the conversation itself. */
public sealed interface GivenMessage {

    /** How the model is to answer; takes the place of the configured system prompt. */
    record Instructions(String text) implements GivenMessage {}

    /**
     * Notes on what was said before, which take its place. A model made them of what users wrote, so they are data in the
     * user's role. A turn that begins a session leaves them to it.
     */
    record Notes(String text) implements GivenMessage {}

    /** What the user said; at least one part. */
    record Asked(List<Part> parts) implements GivenMessage {

        public Asked {
            parts = List.copyOf(parts);
        }
    }

    /**
     * What the model answered.
     *
     * @param text empty if it only called tools
     * @param calls the tools that it called
     * @param reasoning what it thought before; empty if the caller does not say
     */
    record Answered(String text, List<ToolCall> calls, String reasoning) implements GivenMessage {

        public Answered {
            calls = List.copyOf(calls);
        }

        public Answered(String text, List<ToolCall> calls) {
            this(text, calls, "");
        }
    }

    /** What a tool returned for the call of this id. */
    record ToolResult(String callId, String text) implements GivenMessage {}

    /** A piece of what the user said. */
    sealed interface Part {}

    /** Text. */
    record Text(String text) implements Part {}

    /**
     * An image.
     *
     * @param url its address, or the image itself as a {@code data:} URL
     * @param detail {@code auto}, {@code low} or {@code high}
     */
    record Image(String url, String detail) implements Part {}
}
