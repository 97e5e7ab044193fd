package dev.runnel.front.openai;

import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names an item of a response, or of the request for it, and says where it is found. As opaque to clients, and as useless to
 * who invents one, as the {@link ResponseId}.
 *
 * @param index among the items of its kind
 */
record ResponseItemId(Kind kind, int index, ReplyId reply, SessionId session) {

    /** What the item is. */
    enum Kind {
        MESSAGE("msg"),
        REASONING("rs"),
        CALL("fc"),
        COMPACTION("cmp"),
        /** Of the request. */
        INPUT("in");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    private static final int INDEX_DIGITS = 4;

    private static final Pattern FORM =
            Pattern.compile("([a-z]+)_([0-9a-f]{" + INDEX_DIGITS + "})([A-Za-z0-9_-]{22})(.+)");

    /** Empty for what cannot be one. */
    static Optional<ResponseItemId> parse(String id) {
        Matcher form = FORM.matcher(id);
        if (!form.matches()) {
            return Optional.empty();
        }
        for (Kind kind : Kind.values()) {
            if (kind.prefix.equals(form.group(1))) {
                return SessionId.read(form.group(4))
                        .map(session -> new ResponseItemId(
                                kind, HexFormat.fromHexDigits(form.group(2)), new ReplyId(form.group(3)), session));
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return kind.prefix + "_" + HexFormat.of().toHexDigits(index, INDEX_DIGITS) + reply.value() + session.value();
    }
}
