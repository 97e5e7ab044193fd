package dev.runnel.front.openai;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a response. It contains the reply's id, and the session's for the time after the log has expired. It is
 * opaque to clients. A client that makes one up gains nothing, because only its own user's replies and sessions are
 * searched.
 *
 * @param created the start of the response, in seconds since 1970
 */
record ResponseId(long created, ReplyId reply, SessionId session) {

    private static final String PREFIX = "resp_";
    private static final int TIME_DIGITS = 8;
    private static final int REPLY_LENGTH = 22;

    private static final Pattern FORM =
            Pattern.compile(PREFIX + "([0-9a-f]{" + TIME_DIGITS + "})([A-Za-z0-9_-]{" + REPLY_LENGTH + "})(.+)");

    /** Throws a {@code FailureException} with {@code REPLY_UNKNOWN} if the text is not an id of a response. */
    static ResponseId parse(String id) {
        Matcher form = FORM.matcher(id);
        Optional<SessionId> session = form.matches() ? SessionId.read(form.group(3)) : Optional.empty();
        return new ResponseId(
                session.map(known -> HexFormat.fromHexDigitsToLong(form.group(1)))
                        .orElseThrow(ResponseId::unknown),
                new ReplyId(form.group(2)),
                session.get());
    }

    static RuntimeException unknown() {
        return Failure.of(FailureCode.REPLY_UNKNOWN).asException();
    }

    @Override
    public String toString() {
        return PREFIX + HexFormat.of().toHexDigits(created, TIME_DIGITS) + reply.value() + session.value();
    }
}
