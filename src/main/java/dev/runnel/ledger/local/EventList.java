package dev.runnel.ledger.local;

import dev.runnel.ReplyEvent;
import dev.runnel.SequencedEvent;
import java.util.HashMap;
import java.util.Map;

/**
 * Stores one reply's events compactly, because a process may hold a million of them. Nearly all are chunks of a few
 * characters: their text goes into one shared buffer, that of the reasoning into another, and {@link #get} rebuilds the
 * event. Not thread-safe.
 */
final class EventList {

    private final PieceBuffer text = new PieceBuffer();
    /** Null until there is any: few replies have it. */
    private PieceBuffer reasoning;

    /** The events without text, by {@code seq}. */
    private final Map<Integer, ReplyEvent> others = new HashMap<>(4);

    private int size;

    void add(ReplyEvent event) {
        switch (event) {
            case ReplyEvent.Chunk(String content) when !content.isEmpty() -> text.put(size, content);
            case ReplyEvent.Reasoning(String content)
            when !content.isEmpty() -> reasoning().put(size, content);
            default -> others.put(size, event);
        }
        size++;
    }

    private PieceBuffer reasoning() {
        reasoning = reasoning == null ? new PieceBuffer() : reasoning;
        return reasoning;
    }

    int size() {
        return size;
    }

    /** The text of all chunks so far, joined. */
    String text() {
        return text.toString();
    }

    SequencedEvent get(int seq) {
        return new SequencedEvent(seq, event(seq));
    }

    private ReplyEvent event(int seq) {
        if (text.has(seq)) {
            return new ReplyEvent.Chunk(text.at(seq));
        }
        return reasoning != null && reasoning.has(seq) ? new ReplyEvent.Reasoning(reasoning.at(seq)) : others.get(seq);
    }

    /** Frees the spare capacity. For a list to which nothing will be added any more. */
    void trim() {
        text.trim();
        if (reasoning != null) {
            reasoning.trim();
        }
    }
}
