package dev.runnel.ledger.shared;

import dev.runnel.SequencedEvent;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** What one command adds to a journal: the events of several replies. */
final class JournalEntry {

    /** No further reply is added above this size: a larger command would delay those of other callers. */
    private static final int MAX_CHARACTERS = 128 * 1024;

    /** A reply, and how many of its events Redis has when this entry is written. */
    private record Progress(ReplyGate gate, int count) {

        void logged() {
            gate.logged(count);
        }
    }

    private final long number;
    /** By the event loop on which viewers of the reply are served. */
    private final Map<EventLoop, List<Progress>> replies = new LinkedHashMap<>();

    private final List<String> fields = new ArrayList<>();

    private JournalEntry(long number) {
        this.number = number;
    }

    /** Takes replies from the queue until the entry is full. */
    static JournalEntry of(long number, Queue<ReplyGate> queue) {
        JournalEntry entry = new JournalEntry(number);
        int characters = 0;
        ReplyGate gate;
        while (characters < MAX_CHARACTERS && (gate = queue.poll()) != null) {
            gate.leaveQueue();
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
        replies.computeIfAbsent(gate.loop(), unused -> new ArrayList<>())
                .add(new Progress(gate, (int) events.getLast().seq() + 1));
        fields.add(gate.reply().value());
        fields.add(json);
        return json.length();
    }

    long number() {
        return number;
    }

    /** Reply ids, each followed by its events as JSON. */
    List<String> fields() {
        return fields;
    }

    boolean isEmpty() {
        return replies.isEmpty();
    }

    /** Called when Redis has acknowledged the entry. One task for each event loop shows all its replies' events. */
    void logged() {
        replies.forEach((loop, progress) -> {
            if (loop.inEventLoop()) {
                progress.forEach(Progress::logged);
            } else {
                loop.execute(() -> progress.forEach(Progress::logged));
            }
        });
    }
}
