package dev.runnel.ledger.shared;

import dev.runnel.SequencedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** What one command adds to a journal: the events of several replies. */
final class JournalEntry {

    /** A larger one would hold up what other callers ask of Redis. */
    private static final int MAX_CHARACTERS = 128 * 1024;

    /** A reply, and how many of its events are in Redis with this entry. */
    private record Progress(ReplyGate gate, int count) {}

    private final long number;
    private final List<Progress> replies = new ArrayList<>();
    private final List<String> fields = new ArrayList<>();

    private JournalEntry(long number) {
        this.number = number;
    }

    /** Takes as many replies from the line as one entry has room for. */
    static JournalEntry of(long number, Queue<ReplyGate> line) {
        JournalEntry entry = new JournalEntry(number);
        int characters = 0;
        ReplyGate gate;
        while (characters < MAX_CHARACTERS && (gate = line.poll()) != null) {
            gate.leaveLine();
            characters += entry.add(gate);
        }
        return entry;
    }

    private int add(ReplyGate gate) {
        List<SequencedEvent> events = gate.take(number);
        if (events.isEmpty()) {
            return 0;
        }
        String json = EventCodec.encode(events);
        replies.add(new Progress(gate, (int) events.getLast().seq() + 1));
        fields.add(gate.reply().value());
        fields.add(json);
        return json.length();
    }

    long number() {
        return number;
    }

    /** Names of replies, each followed by its events. */
    List<String> fields() {
        return fields;
    }

    boolean isEmpty() {
        return replies.isEmpty();
    }

    /** It is in Redis. */
    void logged() {
        replies.forEach(reply -> reply.gate().logged(reply.count()));
    }
}
