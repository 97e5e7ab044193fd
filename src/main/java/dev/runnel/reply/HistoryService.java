package dev.runnel.reply;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.UserId;
import dev.runnel.ledger.LoggedReply;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.limit.Traffic;
import dev.runnel.session.SessionConfig;
import dev.runnel.session.SessionStore;
import dev.runnel.session.Summary;
import dev.runnel.session.Transcript;
import dev.runnel.session.Turn;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Reads, lists and erases earlier conversations. */
@ApplicationScoped
public class HistoryService {

    private final SessionStore sessions;
    private final CurrentReplies current;
    private final Traffic traffic;
    private final HistoryPages pages;
    private final HistoryList list;
    private final HistorySearch search;
    private final SessionRewriter rewriter;
    private final HistoryErasure erasure;
    /** Turns. */
    private final int prompted;

    HistoryService(
            SessionStore sessions,
            CurrentReplies current,
            Traffic traffic,
            HistoryPages pages,
            HistoryList list,
            HistorySearch search,
            SessionRewriter rewriter,
            HistoryErasure erasure,
            SessionConfig config) {
        this.traffic = traffic;
        this.pages = pages;
        this.list = list;
        this.search = search;
        this.rewriter = rewriter;
        this.erasure = erasure;
        this.prompted = (config.maxMessages() + 1) / 2;
        this.sessions = sessions;
        this.current = current;
    }

    /**
     * Reads one conversation; fails with {@code SESSION_UNKNOWN} if there is none, with {@code SESSION_UNREACHABLE} if that
     * cannot be known now, and with {@code REPLY_UNKNOWN} if there is no such part of it. The running reply is looked up
     * first: a reply is stored before it ends, so one that ends meanwhile is found in one of the two places.
     */
    public Uni<History> read(UserId user, SessionId session, History.Part part) {
        return traffic.read(user)
                .chain(() -> current.find(user, session))
                .flatMap(running -> sessions.find(user, session).flatMap(kept -> {
                    boolean isEmpty =
                            kept.map(Transcript::turns).orElse(List.of()).isEmpty();
                    refuseUnless(
                            running.isPresent() || !isEmpty,
                            sessions.isCertain() ? FailureCode.SESSION_UNKNOWN : FailureCode.SESSION_UNREACHABLE);
                    Optional<ReplyHeader> header = running.map(LoggedReply::header);
                    Transcript transcript = kept.orElseGet(() -> Transcript.begun(
                            session, header.map(ReplyHeader::question).orElse("")));
                    return pages.of(user, transcript, header, part);
                }));
    }

    /** The messages of one turn; none if it is not kept. */
    public Uni<List<History.Line>> turn(UserId user, SessionId session, ReplyId reply) {
        return traffic.read(user)
                .chain(() -> sessions.find(user, session))
                .map(kept -> kept.flatMap(there -> there.find(reply)).stream().toList())
                .flatMap(found -> sessions.read(user, session, found))
                .map(HistoryPages::lines);
    }

    /**
     * Makes another branch the current one: that of this turn, up to the latest one that follows it. Fails with {@code
     * REPLY_UNKNOWN} if there is no such turn, and with {@code SESSION_UNREACHABLE} if it cannot be done now.
     */
    public Uni<Void> choose(UserId user, SessionId session, ReplyId turn) {
        return traffic.read(user)
                .chain(() -> sessions.choose(user, session, turn))
                .invoke(isThere -> refuseUnless(isThere, FailureCode.REPLY_UNKNOWN))
                .replaceWithVoid();
    }

    /** Gives a conversation another title. Fails as {@link #choose} does, with {@code SESSION_UNKNOWN} if there is none. */
    public Uni<Void> rename(UserId user, SessionId session, String title) {
        return traffic.read(user)
                .chain(() -> sessions.rename(user, session, title))
                .chain(isThere -> isThere ? Uni.createFrom().voidItem() : nameFirst(user, session, title));
    }

    /** A conversation whose first reply still runs. */
    private Uni<Void> nameFirst(UserId user, SessionId session, String title) {
        return current.find(user, session)
                .invoke(running -> refuseUnless(running.isPresent(), FailureCode.SESSION_UNKNOWN))
                .chain(() -> sessions.nameFirst(user, session, title));
    }

    private static void refuseUnless(boolean isThere, FailureCode code) {
        if (!isThere) {
            throw Failure.of(code).asException();
        }
    }

    /**
     * A conversation up to this reply, as much of it as a prompt contains, to go on from there. That is in the same
     * session, if it is the latest turn; else in another one, which begins with the turns up to it. Fails with {@code
     * REPLY_UNKNOWN} if the session has no such turn.
     */
    public Uni<Continuation> continuing(UserId user, SessionId session, ReplyId reply) {
        return earlier(user, session, reply).flatMap(earlier -> {
            if (earlier.isAll()) {
                return Uni.createFrom().item(earlier.continuedIn(session, false));
            }
            SessionId next = SessionId.random();
            return rewriter.begin(user, next, earlier.turns(), earlier.notes())
                    .map(unused -> earlier.continuedIn(next, true));
        });
    }

    /** The same conversation for who only reads it: no session is begun. Fails as {@link #continuing} does. */
    public Uni<Continuation> upTo(UserId user, SessionId session, ReplyId reply) {
        return earlier(user, session, reply).map(earlier -> earlier.continuedIn(session, false));
    }

    /** @param isAll whether the branch ends with them */
    private record Earlier(boolean isAll, String notes, List<Turn> turns) {

        Continuation continuedIn(SessionId session, boolean isNew) {
            return new Continuation(session, isNew, notes, HistoryPages.lines(turns));
        }
    }

    private Uni<Earlier> earlier(UserId user, SessionId session, ReplyId reply) {
        return traffic.read(user).chain(() -> sessions.find(user, session)).flatMap(kept -> {
            List<Turn> turns = kept.map(all -> all.upTo(reply)).orElse(List.of());
            if (turns.isEmpty()) {
                throw Failure.of(FailureCode.REPLY_UNKNOWN).asException();
            }
            boolean isAll = kept.orElseThrow().branch().getLast().equals(turns.getLast());
            List<Turn> recent = turns.subList(Math.max(0, turns.size() - prompted), turns.size());
            return sessions.read(user, session, recent)
                    .map(read -> new Earlier(isAll, notesOn(turns, kept.get().summary()), read));
        });
    }

    /** Empty if the summary covers more than these turns. */
    private static String notesOn(List<Turn> turns, Summary summary) {
        boolean isOfThese =
                summary.last().stream().allMatch(last -> turns.stream().anyMatch(turn -> turn.isCalled(last)));
        return isOfThese ? summary.text() : "";
    }

    /** A bounded number of the user's conversations, the last used first. */
    public Uni<List<History.Entry>> list(UserId user) {
        return traffic.read(user)
                .chain(() -> list.of(user, SessionStore.MAX_LISTED))
                .map(listed -> listed.stream()
                        .map(session ->
                                new History.Entry(session.id(), session.title(), session.lastUse(), Optional.empty()))
                        .toList());
    }

    /** The conversations in whose title or in one of whose turns all these words are, a bounded number. */
    public Uni<List<History.Entry>> search(UserId user, String words) {
        return traffic.read(user).chain(() -> search.find(user, words));
    }

    /**
     * Erases the conversation, which may not exist. Fails with {@code SESSION_UNREACHABLE} if that cannot be guaranteed
     * now; the caller may try again.
     */
    public Uni<Void> erase(UserId user, SessionId session) {
        return erasure.erase(user, session);
    }

    /**
     * Erases one reply and its turn; the others of the conversation stay. Fails with {@code REPLY_UNKNOWN} if there is
     * neither, and as {@link #erase} does.
     */
    public Uni<Void> erase(UserId user, SessionId session, ReplyId reply) {
        return erasure.erase(user, session, reply);
    }

    /** Erases everything of the user; fails as {@link #erase} does. */
    public Uni<Void> eraseAll(UserId user) {
        return erasure.eraseAll(user);
    }
}
