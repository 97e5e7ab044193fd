package dev.runnel.http.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Checks how deeply a token's JSON is nested. The parser recurses for each bracket, and a header has room for more
 * brackets than a thread's stack can take.
 */
final class TokenDepth {

    /** Much more than issuers use. */
    private static final int MAX_DEPTH = 32;

    private TokenDepth() {}

    /** Accepts any text; the parser refuses those that are no tokens. */
    static boolean isTooDeep(String token) {
        for (String part : token.split("\\.", 4)) {
            if (isTooDeepJson(part)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTooDeepJson(String part) {
        byte[] json;
        try {
            json = Base64.getUrlDecoder().decode(part.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            return false;
        }
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < json.length; i++) {
            switch (json[i]) {
                case '"' -> quoted = !quoted;
                case '\\' -> i++;
                case '[', '{' -> depth += quoted ? 0 : 1;
                case ']', '}' -> depth -= quoted ? 0 : 1;
                default -> {}
            }
            if (depth > MAX_DEPTH) {
                return true;
            }
        }
        return false;
    }
}
