package dev.runnel.ledger.local;

import dev.runnel.ReplyEvent;
import dev.runnel.SequencedEvent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Stores one reply's events compactly, because a process may hold a million of them. Nearly all are chunks of a few
 * characters: their text goes into one shared buffer, and {@link #get} rebuilds the event. Not thread-safe.
 */
final class EventList {

    private static final int FEW = 32;

    private final StringBuilder text = new StringBuilder();
    /** Where the text of each event ends, by {@code seq}. An event without text ends where the one before it ends. */
    private int[] ends = new int[FEW];

    /** The events without text, by {@code seq}. */
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

    /** The text of all chunks so far, joined. */
    String text() {
        return text.toString();
    }

    SequencedEvent get(int seq) {
        int start = seq == 0 ? 0 : ends[seq - 1];
        ReplyEvent event =
                start == ends[seq] ? others.get(seq) : new ReplyEvent.Chunk(text.substring(start, ends[seq]));
        return new SequencedEvent(seq, event);
    }

    /** Frees the spare capacity. For a list to which nothing will be added any more. */
    void trim() {
        text.trimToSize();
        ends = Arrays.copyOf(ends, size);
    }
}
