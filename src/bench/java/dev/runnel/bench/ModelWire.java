package dev.runnel.bench;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** The provider's bytes; as long as those that OpenAI sends for a token. */
final class ModelWire {

    private static final String HEAD = "data: {\"id\":\"chatcmpl-CkQ2m0qHn5UbbVq8yqZ3rB1uJd7Xs\",\"object\":"
            + "\"chat.completion.chunk\",\"created\":1796432400,\"model\":\"gpt-4o-mini-2024-07-18\","
            + "\"service_tier\":\"default\",\"system_fingerprint\":\"fp_560af6e559\",\"choices\":[";
    private static final byte[] BEFORE = bytes(HEAD + "{\"index\":0,\"delta\":{\"content\":\"");
    private static final byte[] AFTER =
            bytes("\"},\"logprobs\":null,\"finish_reason\":null}],\"usage\":null,\"obfuscation\":\"kX3bQ9\"}\n\n");
    private static final byte[] FINISH = bytes(
            HEAD + "{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":null}\n\n");

    private ModelWire() {}

    static Buffer token(long number) {
        return Buffer.buffer(BEFORE.length + AFTER.length + 32)
                .appendBytes(BEFORE)
                .appendString(Token.text(number))
                .appendBytes(AFTER);
    }

    static Buffer end(long tokens) {
        return Buffer.buffer()
                .appendBytes(FINISH)
                .appendString(HEAD + "],\"usage\":" + usage(tokens) + "}\n\ndata: [DONE]\n\n");
    }

    /** The first half of an event, and then its end. */
    static Buffer garbage() {
        return Buffer.buffer().appendBytes(BEFORE).appendString("\n\n");
    }

    /** A reply that is not streamed, or the rest of one that has begun. */
    static Buffer document(long first, long tokens) {
        StringBuilder text = new StringBuilder();
        for (long i = first; i < tokens; i++) {
            text.append(Token.text(i));
        }
        return Buffer.buffer("{\"id\":\"chatcmpl-CkQ2m0qHn5UbbVq8yqZ3rB1uJd7Xs\",\"object\":\"chat.completion\","
                + "\"created\":1796432400,\"model\":\"gpt-4o-mini-2024-07-18\",\"choices\":[{\"index\":0,"
                + "\"message\":{\"role\":\"assistant\",\"content\":\"" + text + "\"},\"finish_reason\":\"stop\"}],"
                + "\"usage\":" + usage(tokens - first) + "}");
    }

    /** How many tokens there are in the beginning of a reply. */
    static long said(String text) {
        return text.chars().filter(c -> c == '@').count();
    }

    private static String usage(long tokens) {
        return "{\"prompt_tokens\":9,\"completion_tokens\":" + tokens + ",\"total_tokens\":" + (9 + tokens) + "}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
