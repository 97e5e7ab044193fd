package dev.runnel.ledger.shared;

import dev.runnel.FailureException;
import dev.runnel.FrontNote;
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
 * One entry of a reply's stream: the header, which is the first entry, some events, or a takeover by another pod.
 *
 * @param events JSON array of the events; empty for a header and a takeover
 * @param pod the pod that writes the reply from this entry on; empty for events
 * @param journal the number of that pod's journal; empty for events, if {@link #nobody} writes the reply, and in
 *     entries of an older version, which had no journals
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
    private static final String PROMPT = "g";
    private static final String NOTE = "n";
    private static final String BACKGROUND = "b";
    private static final String PLACE = "a";
    private static final String CONTINUED = "c";
    private static final String WAITS = "l";

    /** The fields of a header. */
    static List<String> header(ReplyHeader header, PodId pod, int journal) {
        List<String> fields = new ArrayList<>(List.of(
                USER, header.user().value(),
                SESSION, header.session().value(),
                QUESTION, header.question(),
                POD, pod.value(),
                JOURNAL, Integer.toString(journal)));
        header.traceparent().ifPresent(span -> fields.addAll(List.of(TRACEPARENT, span)));
        header.given().ifPresent(prompt -> fields.addAll(List.of(PROMPT, "1")));
        header.note().ifPresent(note -> fields.addAll(List.of(NOTE, note.text())));
        if (header.isInBackground()) {
            fields.addAll(List.of(BACKGROUND, "1"));
        }
        PlaceCodec.encode(header.place()).ifPresent(place -> fields.addAll(List.of(PLACE, place)));
        header.continued().ifPresent(turn -> fields.addAll(List.of(CONTINUED, turn.value())));
        if (header.waits()) {
            fields.addAll(List.of(WAITS, "1"));
        }
        return fields;
    }

    /** The fields of the entry with which a pod takes a reply over. */
    static List<String> takeover(PodId pod, int journal) {
        return List.of(POD, pod.value(), JOURNAL, Integer.toString(journal));
    }

    /**
     * The fields of the entry with which a pod gives a reply back. No pod has this name, so any pod may take the reply
     * over.
     */
    static List<String> nobody() {
        return List.of(POD, "nobody");
    }

    /** The header in a stream's first entry, without the prompt; empty if the entry is not a valid header. */
    static Optional<ReplyHeader> header(ReplyId reply, Response entry) {
        Response fields = entry.get(1);
        try {
            return field(fields, USER)
                    .map(user -> new ReplyHeader(
                            reply,
                            new UserId(user),
                            new SessionId(field(fields, SESSION).orElseThrow()),
                            field(fields, QUESTION).orElseThrow(),
                            field(fields, TRACEPARENT),
                            Optional.empty(),
                            field(fields, NOTE)
                                    .map(note -> new FrontNote(
                                            note, field(fields, BACKGROUND).isPresent())),
                            PlaceCodec.decode(field(fields, PLACE)),
                            field(fields, CONTINUED).flatMap(ReplyId::read),
                            field(fields, WAITS).isPresent()));
        } catch (FailureException | NoSuchElementException e) {
            return Optional.empty();
        }
    }

    /** Whether the caller gave a prompt. It is stored under a key of its own: it may be large, and few need it. */
    static boolean hasPrompt(Response entry) {
        return field(entry.get(1), PROMPT).isPresent();
    }

    /**
     * Parses the entries of an {@code XRANGE}, or of one stream of an {@code XREAD}.
     *
     * @throws UnreadableReplyException as {@link #parse}
     */
    static List<Entry> parseAll(Response entries) {
        List<Entry> all = new ArrayList<>(entries.size());
        for (Response entry : entries) {
            all.add(parse(entry));
        }
        return all;
    }

    /** @throws UnreadableReplyException if the id or a field does not have the format of this service */
    static Entry parse(Response entry) {
        try {
            Response fields = entry.get(1);
            return new Entry(
                    EntryId.parse(entry.get(0).toString()),
                    field(fields, EVENTS),
                    field(fields, POD),
                    field(fields, JOURNAL).map(Integer::valueOf));
        } catch (RuntimeException e) {
            throw new UnreadableReplyException("not a valid entry");
        }
    }

    /** Whether the entry contains the reply's terminal event. */
    static boolean isTerminal(Response entry) {
        return field(entry.get(1), TERMINAL).isPresent();
    }

    /** The value of a field. Fields come as a flat list of names and values. */
    static Optional<String> field(Response fields, String name) {
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            if (name.equals(fields.get(i).toString())) {
                return Optional.of(fields.get(i + 1).toString());
            }
        }
        return Optional.empty();
    }
}
