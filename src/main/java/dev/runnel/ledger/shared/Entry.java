package dev.runnel.ledger.shared;

import dev.runnel.FailureException;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.UnreadableReplyException;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * One entry of a reply's stream: the header that opens it, some events, or a pod that takes the reply over.
 *
 * @param events JSON array of the events; empty for a header and a takeover
 * @param pod who writes from here on; empty for events
 * @param journal the number of that pod's journal; empty for events, and from a version that had none
 */
record Entry(EntryId id, Optional<String> events, Optional<String> pod, Optional<Integer> journal) {

    static final String EVENTS = "e";
    static final String POD = "p";
    static final String JOURNAL = "j";
    static final String TERMINAL = "t";

    private static final String USER = "u";
    private static final String SESSION = "s";
    private static final String QUESTION = "q";
    private static final String TRACEPARENT = "w";

    /** The fields of the entry that opens a stream. */
    static List<String> header(ReplyHeader header, PodId pod, int journal) {
        List<String> fields = new ArrayList<>(List.of(
                USER, header.user().value(),
                SESSION, header.session().value(),
                QUESTION, header.question(),
                POD, pod.value(),
                JOURNAL, Integer.toString(journal)));
        header.traceparent().ifPresent(span -> fields.addAll(List.of(TRACEPARENT, span)));
        return fields;
    }

    /** The fields of the entry with which a pod takes a reply over. */
    static List<String> takeover(PodId pod, int journal) {
        return List.of(POD, pod.value(), JOURNAL, Integer.toString(journal));
    }

    /** The fields of the entry with which a pod gives a reply back: no pod of this name lives. */
    static List<String> nobody() {
        return List.of(POD, "nobody");
    }

    /** The header in a stream's first entry; empty when that is something else. */
    static Optional<ReplyHeader> header(ReplyId reply, Response entry) {
        Response fields = entry.get(1);
        try {
            return field(fields, USER)
                    .map(user -> new ReplyHeader(
                            reply,
                            new UserId(user),
                            new SessionId(field(fields, SESSION).orElseThrow()),
                            field(fields, QUESTION).orElseThrow(),
                            field(fields, TRACEPARENT)));
        } catch (FailureException | NoSuchElementException e) {
            return Optional.empty();
        }
    }

    /** The entries of an {@code XRANGE} or of one stream of an {@code XREAD}. */
    static List<Entry> parseAll(Response entries) {
        List<Entry> all = new ArrayList<>(entries.size());
        for (Response entry : entries) {
            all.add(parse(entry));
        }
        return all;
    }

    /** @throws UnreadableReplyException for an id that no process of ours gives */
    static Entry parse(Response entry) {
        try {
            Response fields = entry.get(1);
            return new Entry(
                    EntryId.parse(entry.get(0).toString()),
                    field(fields, EVENTS),
                    field(fields, POD),
                    field(fields, JOURNAL).map(Integer::valueOf));
        } catch (RuntimeException e) {
            throw new UnreadableReplyException("no entry");
        }
    }

    /** Whether the entry closes the reply. */
    static boolean isTerminal(Response entry) {
        return field(entry.get(1), TERMINAL).isPresent();
    }

    /** Fields come as a flat list of names and values. */
    static Optional<String> field(Response fields, String name) {
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            if (name.equals(fields.get(i).toString())) {
                return Optional.of(fields.get(i + 1).toString());
            }
        }
        return Optional.empty();
    }
}
