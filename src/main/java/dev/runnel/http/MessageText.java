package dev.runnel.http;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import java.util.regex.Pattern;

/** The rules for the text of a message, which are the same in every front. */
public final class MessageText {

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}&&[^\\r\\n\\t]]");
    /** Half a surrogate pair. UTF-8 cannot encode it, so it cannot be sent to a provider. */
    private static final Pattern HALF_CHARACTER = Pattern.compile("\\p{Cs}");
    /** Blanks, format characters, fillers and variation selectors. A text that has only these is invisible. */
    private static final Pattern NOTHING_TO_SEE =
            Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{Cf}\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u2800\\u3164"
                    + "\\uFE00-\\uFE0F\\uFFA0\\x{E0100}-\\x{E01EF}]*");

    private MessageText() {}

    /**
     * The message as it may be sent to a model; throws a {@code FailureException} if it is invisible or too long.
     *
     * @param said as the client sent it; null if it sent none
     */
    public static String of(String said, HttpConfig config) {
        String message = cleaned(said);
        if (!isVisible(message)) {
            throw Failure.of(FailureCode.MESSAGE_REQUIRED).asException();
        }
        if (message.length() > config.maxLength()) {
            throw Failure.of(
                            FailureCode.MESSAGE_TOO_LONG,
                            "This message is too long: " + message.length() + " characters, at most "
                                    + config.maxLength() + " are possible.")
                    .asException();
        }
        return message;
    }

    /** Whether there is anything to see in it. */
    public static boolean isVisible(String text) {
        return !NOTHING_TO_SEE.matcher(text).matches();
    }

    /**
     * Removes control characters from a text: they are invisible, and models and logs interpret some of them. For texts
     * beside the message, whose length is limited only by the size of the body.
     *
     * @param said null is taken for an empty text
     */
    public static String cleaned(String said) {
        return said == null
                ? ""
                : HALF_CHARACTER.matcher(UNSEEN.matcher(said).replaceAll("")).replaceAll("\uFFFD");
    }
}
