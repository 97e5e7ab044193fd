package dev.runnel.http.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Checks that a token can be parsed: the parser recurses with each bracket, and a token as large as a header may be can
 * hold more brackets than a thread's stack allows.
 */
final class TokenDepth {

    /** Several times what issuers nest. */
    private static final int MAX_DEPTH = 32;

    private TokenDepth() {}

    /** Also for a text that is no token, which the parser will refuse. */
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
