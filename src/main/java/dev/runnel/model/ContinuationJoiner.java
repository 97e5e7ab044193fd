package dev.runnel.model;

/**
 * Joins a continuation to the text that was already sent. It drops what the continuation repeats, so that the viewer
 * reads every word once. A continuation repeats either the end of the text (a few words, part of a word), or all of it
 * from the beginning (a model that starts over). New text is held back only while it may still be one of these.
 */
final class ContinuationJoiner {

    /** Models repeat a sentence or two at most; more than that means that they start over. */
    private static final int MAX_OVERLAP = 1000;
    /** This many equal characters are a repetition even if they begin within a word. */
    private static final int SURE_OVERLAP = 8;
    /** The same for scripts without spaces, in which one character says as much as a syllable or a word. */
    private static final int SURE_IDEOGRAPHIC_OVERLAP = 4;
    /** A single letter that is equal at the end and at the beginning is chance. */
    private static final int MIN_OVERLAP = 2;

    private static final String PARAGRAPH = "\n\n";

    private final String before;
    private final boolean steered;
    private final StringBuilder held = new StringBuilder();
    private boolean joined;

    /** @param before the text already sent; empty for the first attempt */
    ContinuationJoiner(String before) {
        this(before, false);
    }

    /**
     * @param steered whether the user has said something after that text: what is new then begins a paragraph, and may be
     *     anything
     */
    ContinuationJoiner(String before, boolean steered) {
        this.before = before;
        this.steered = steered;
        this.joined = before.isEmpty();
    }

    /** Takes the next piece of the continuation, and returns what is new of it and of the text that was held back. */
    String join(String piece) {
        if (joined) {
            return piece;
        }
        held.append(piece);
        String text = held.toString();
        if (text.startsWith(before)) {
            return decide(before.length());
        }
        // A model that starts over may begin with a blank that was not there before.
        int blanks = text.length() - text.stripLeading().length();
        if (text.startsWith(before, blanks)) {
            return decide(blanks + before.length());
        }
        boolean mayStartOver = before.startsWith(text) || before.startsWith(text.substring(blanks));
        return mayStartOver || mayBecomeOverlap(text) ? "" : decide(overlap(text));
    }

    /**
     * Whether the continuation may end here. If it was still repeating the beginning of the text, it has not even
     * reached the point where the text broke off: accepting its end would show a cut reply as complete.
     */
    boolean isPlausibleEnd() {
        String text = held.toString();
        boolean startsOver = before.startsWith(text) || before.startsWith(text.stripLeading());
        return joined || steered || text.isBlank() || !startsOver || overlap(text) == text.length();
    }

    /** The continuation has ended: returns what is new of the text that was held back. */
    String finish() {
        if (joined) {
            return "";
        }
        String text = held.toString();
        boolean isSaid = steered && text.length() >= SURE_OVERLAP && before.startsWith(text);
        return decide(isSaid ? text.length() : overlap(text));
    }

    private String decide(int repeated) {
        joined = true;
        String fresh = held.substring(repeated);
        held.setLength(0);
        return steered && repeated == 0 && isAttached(fresh) ? PARAGRAPH + fresh : fresh;
    }

    /** Whether nothing is between what was said before and this. */
    private boolean isAttached(String fresh) {
        return !fresh.isEmpty()
                && !Character.isWhitespace(fresh.charAt(0))
                && !Character.isWhitespace(before.charAt(before.length() - 1));
    }

    /**
     * Whether this text, once it is longer, could repeat the end of what was sent: it occurs there before the very end.
     */
    private boolean mayBecomeOverlap(String text) {
        int at = before.indexOf(text, Math.max(0, before.length() - MAX_OVERLAP));
        for (; at >= 0; at = before.indexOf(text, at + 1)) {
            if (at + text.length() < before.length() && isRepetition(at, before.length() - at)) {
                return true;
            }
        }
        return false;
    }

    /** How many characters at the beginning of the text repeat the end of what was sent; the longest match counts. */
    private int overlap(String text) {
        for (int length = Math.min(text.length(), MAX_OVERLAP); length >= MIN_OVERLAP; length--) {
            int at = before.length() - length;
            if (at >= 0 && before.startsWith(text.substring(0, length), at) && isRepetition(at, length)) {
                return length;
            }
        }
        return 0;
    }

    /**
     * Whether the equal characters from here to the end are a repetition, not chance within a word or within a line of
     * dashes.
     */
    private boolean isRepetition(int at, int length) {
        boolean hasWord = before.substring(at).codePoints().anyMatch(Character::isLetterOrDigit);
        boolean atWordStart = at == 0
                || !Character.isLetterOrDigit(before.charAt(at - 1))
                || !Character.isLetterOrDigit(before.charAt(at));
        boolean ideographic = Character.isIdeographic(before.charAt(at));
        int sure = ideographic ? SURE_IDEOGRAPHIC_OVERLAP : SURE_OVERLAP;
        return hasWord && length >= MIN_OVERLAP && (length >= sure || (atWordStart && !ideographic));
    }
}
