package dev.runnel;

/**
 * Escapes three characters that JSON allows unescaped but that end a line elsewhere, for example in Python: a client
 * that reads line by line would get half an event. In JSON they can only occur within a string.
 */
public final class LineEnds {

    private LineEnds() {}

    /** The same JSON without them. */
    public static String escape(String json) {
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '\u2028' || c == '\u2029' || c == '\u0085') {
                return json.replace("\u2028", "\\u2028")
                        .replace("\u2029", "\\u2029")
                        .replace("\u0085", "\\u0085");
            }
        }
        return json;
    }
}
