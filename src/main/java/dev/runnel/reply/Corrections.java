package dev.runnel.reply;

import dev.runnel.Correction;
import dev.runnel.ReplyId;
import dev.runnel.ledger.ReplyLine;
import dev.runnel.ledger.Takeover;
import java.util.ArrayList;
import java.util.List;

/** What the user said while a reply was written, as far as the reply has taken it in, and whether there is more of it. */
final class Corrections {

    /** Ends of sentences, also in scripts without spaces. */
    private static final String ENDS = ".!?…。！？\n";

    private final List<Takeover.Steered> taken = new ArrayList<>();
    private volatile boolean awaited;

    /** Those that the reply took in on another pod. */
    synchronized void begin(List<Takeover.Steered> before) {
        taken.addAll(before);
    }

    synchronized List<Correction> all() {
        return taken.stream().map(Takeover.Steered::correction).toList();
    }

    synchronized List<ReplyId> steers() {
        return taken.stream().map(Takeover.Steered::steer).toList();
    }

    /** Those of these that are not taken in yet. */
    synchronized List<ReplyLine.Place> fresh(List<ReplyLine.Place> steering) {
        return steering.stream()
                .filter(place -> !steers().contains(place.reply()))
                .toList();
    }

    synchronized void add(ReplyLine.Place place, int after) {
        taken.add(new Takeover.Steered(place.reply(), new Correction(after, place.message())));
    }

    /** Something is to be taken in. False if that is known. */
    synchronized boolean await() {
        boolean isNew = !awaited;
        awaited = true;
        return isNew;
    }

    /** Whether something is to be taken in; from now on it is not. */
    synchronized boolean take() {
        boolean was = awaited;
        awaited = false;
        return was;
    }

    /** Whether something is to be taken in, and can be after this text. */
    boolean isDueAfter(String text) {
        return awaited && isSafe(text);
    }

    /** Whether the text ends where a sentence does, or has none. */
    static boolean isSafe(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return end == 0 ? text.isEmpty() : ENDS.indexOf(text.charAt(end - 1)) >= 0;
    }
}
