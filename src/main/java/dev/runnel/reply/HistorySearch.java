package dev.runnel.reply;

import dev.runnel.Message;
import dev.runnel.UserId;
import dev.runnel.session.ListedSession;
import dev.runnel.session.SessionStore;
import dev.runnel.session.Turn;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Searches all that is kept of a user, the last used conversation first, until enough is found. There is no index: what a
 * user may keep is bounded, an index would have to be as large, and what does not exist cannot be left over after an
 * erasure.
 */
@Singleton
class HistorySearch {

    /** More than anybody looks through. */
    private static final int MAX_FOUND = 20;
    /** Turns that are read at once. */
    private static final int PIECE = 50;

    private final SessionStore sessions;
    private final HistoryList list;

    HistorySearch(SessionStore sessions, HistoryList list) {
        this.list = list;
        this.sessions = sessions;
    }

    Uni<List<History.Entry>> find(UserId user, String said) {
        SearchWords words = SearchWords.of(said);
        return list.of(user, SessionStore.MAX_SEARCHED).flatMap(listed -> Multi.createFrom()
                .iterable(listed)
                .onItem()
                .transformToUniAndConcatenate(session -> find(user, session, words))
                .onItem()
                .transformToIterable(found -> found.stream().toList())
                .select()
                .first(MAX_FOUND)
                .collect()
                .asList());
    }

    private Uni<Optional<History.Entry>> find(UserId user, ListedSession session, SearchWords words) {
        Optional<History.Found> inTitle =
                words.in(session.title()).map(excerpt -> new History.Found(Optional.empty(), excerpt));
        Uni<Optional<History.Found>> found = inTitle.isPresent()
                ? Uni.createFrom().item(inTitle)
                : sessions.find(user, session.id())
                        .flatMap(kept -> kept.map(there -> newest(user, session, pieces(there.turns()), words))
                                .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
        return found.map(place -> place.map(
                there -> new History.Entry(session.id(), session.title(), session.lastUse(), Optional.of(there))));
    }

    /** The newest first. */
    private static List<List<Turn>> pieces(List<Turn> turns) {
        List<List<Turn>> pieces = new ArrayList<>();
        for (int end = turns.size(); end > 0; end -= PIECE) {
            pieces.add(turns.subList(Math.max(0, end - PIECE), end).reversed());
        }
        return pieces;
    }

    private Uni<Optional<History.Found>> newest(
            UserId user, ListedSession session, List<List<Turn>> pieces, SearchWords words) {
        return Multi.createFrom()
                .iterable(pieces)
                .onItem()
                .transformToUniAndConcatenate(piece -> sessions.read(user, session.id(), piece))
                .onItem()
                .transformToIterable(read ->
                        read.stream().flatMap(turn -> in(turn, words).stream()).toList())
                .select()
                .first()
                .collect()
                .first()
                .map(Optional::ofNullable);
    }

    private static Optional<History.Found> in(Turn turn, SearchWords words) {
        List<String> texts = turn.messages().stream().map(Message::text).toList();
        return words.in(String.join("\n", texts)).map(excerpt -> new History.Found(Optional.of(turn.reply()), excerpt));
    }
}
