package dev.runnel.ledger.local;

import dev.runnel.ReplyEvent;
import dev.runnel.SequencedEvent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A reply's events in little memory, for a process holds a million of them. Nearly all are pieces of text of a few
 * characters: they share one buffer, and become events again when somebody reads them. Not for use by several threads
 * at once.
 */
final class EventList {

    private static final int FEW = 32;

    private final StringBuilder text = new StringBuilder();
    /** The end of each event's text; an event that has none ends where the one before does. */
    private int[] ends = new int[FEW];

    private final Map<Integer, ReplyEvent> others = new HashMap<>(4);
    private int size;

    void add(ReplyEvent event) {
        if (event instanceof ReplyEvent.Chunk(String content) && !content.isEmpty()) {
            text.append(content);
        } else {
            others.put(size, event);
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size + size / 2);
        }
        ends[size++] = text.length();
    }

    int size() {
        return size;
    }

    /** The reply's text. */
    String text() {
        return text.toString();
    }

    SequencedEvent get(int seq) {
        int start = seq == 0 ? 0 : ends[seq - 1];
        ReplyEvent event =
                start == ends[seq] ? others.get(seq) : new ReplyEvent.Chunk(text.substring(start, ends[seq]));
        return new SequencedEvent(seq, event);
    }

    /** Nothing will be added any more: frees the memory reserved for more. */
    void trim() {
        text.trimToSize();
        ends = Arrays.copyOf(ends, size);
    }
}
