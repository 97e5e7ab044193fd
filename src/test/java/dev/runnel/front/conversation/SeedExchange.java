package dev.runnel.front.conversation;

/** The exchange that everything began with: one message, one short reply, byte for byte. */
public final class SeedExchange {
    private SeedExchange() {}

    /** What a viewer gets when the provider says "Hello", ", ", "world" for 12 and 3 tokens. */
    public static String[] events(String reply, String session, String provider, String model) {
        return new String[] {
            event("{\"type\":\"status\",\"status\":\"processing\",\"reply_id\":\"%s\",\"session_id\":\"%s\",\"seq\":0}"
                    .formatted(reply, session)),
            event("{\"type\":\"chunk\",\"content\":\"Hello\",\"seq\":1}"),
            event("{\"type\":\"chunk\",\"content\":\", \",\"seq\":2}"),
            event("{\"type\":\"chunk\",\"content\":\"world\",\"seq\":3}"),
            event("""
                {"type":"complete","suggestions":[],"session_id":"%s","reply_id":"%s","provider":"%s","model":"%s",\
                "finish_reason":"stop","usage":{"input_tokens":12,"output_tokens":3},"seq":4}""".formatted(session, reply, provider, model))
        };
    }

    private static String event(String json) {
        return "data: " + json + "\n\n";
    }
}
