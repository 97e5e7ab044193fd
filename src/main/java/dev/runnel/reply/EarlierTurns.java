package dev.runnel.reply;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.Message;
import dev.runnel.ReplyId;
import dev.runnel.TurnPlace;
import dev.runnel.UserId;
import dev.runnel.ledger.EventLog;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.limit.Traffic;
import dev.runnel.session.SessionStore;
import dev.runnel.session.Transcript;
import dev.runnel.session.Turn;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Finds the turn that a question names, and with it what is asked and where. */
@Singleton
class EarlierTurns {

    private final SessionStore sessions;
    private final EventLog ledger;
    private final Traffic traffic;

    EarlierTurns(SessionStore sessions, EventLog ledger, Traffic traffic) {
        this.sessions = sessions;
        this.ledger = ledger;
        this.traffic = traffic;
    }

    /**
     * The question with its message and its place. Fails with {@code REPLY_UNKNOWN} if it needs a turn that is not kept,
     * and with {@code REQUEST_INVALID} if that has not ended yet, or is to go on and is whole.
     */
    Uni<Question> find(Question question) {
        return switch (question.asking()) {
            case Asking.At at -> Uni.createFrom().item(question);
            case Asking.GoingOn goingOn -> Uni.createFrom().item(question);
            case Asking.Again(Optional<ReplyId> turn) ->
                transcript(question).flatMap(kept -> turn.flatMap(kept::find)
                        .map(found -> read(question, found).map(read -> again(question, read)))
                        .orElseGet(() -> withoutTurn(question, kept, turn)));
            case Asking.Further(ReplyId turn) ->
                transcript(question).flatMap(kept -> kept.find(turn)
                        .map(found -> read(question, found).map(read -> further(question, read)))
                        .orElseGet(() -> refuse(question.user(), turn)));
        };
    }

    /** What was said by the reply that this one continues; empty if it continues none. */
    Uni<String> saidBefore(ReplyHeader header) {
        return header.continued()
                .map(earlier -> sessions.find(header.user(), header.session())
                        .map(found -> found.flatMap(kept -> kept.find(earlier)).stream()
                                .toList())
                        .flatMap(turn -> sessions.read(header.user(), header.session(), turn))
                        .map(read -> read.stream()
                                .flatMap(turn -> turn.answer().stream())
                                .map(Message::text)
                                .findFirst()
                                .orElse("")))
                .orElseGet(() -> Uni.createFrom().item(""));
    }

    private Uni<Transcript> transcript(Question question) {
        return traffic.read(question.user())
                .chain(() -> sessions.find(question.user(), question.session()))
                .map(kept -> kept.orElseGet(() -> Transcript.empty(question.session())));
    }

    private Uni<Turn> read(Question question, Turn found) {
        return sessions.read(question.user(), question.session(), List.of(found))
                .map(read -> read.stream().findFirst().orElseThrow(EarlierTurns::unknown));
    }

    private static Question again(Question question, Turn turn) {
        String message = question.message().isEmpty() ? questionOf(turn) : question.message();
        return question.asking(new Asking.At(placeOf(turn)), message);
    }

    private Uni<Question> withoutTurn(Question question, Transcript kept, Optional<ReplyId> turn) {
        if (question.message().isEmpty()) {
            return turn.map(name -> this.<Question>refuse(question.user(), name))
                    .orElseGet(() -> Uni.createFrom()
                            .failure(Failure.of(FailureCode.MESSAGE_REQUIRED).asException()));
        }
        Optional<Turn> newest = kept.branch().isEmpty()
                ? Optional.empty()
                : Optional.of(kept.branch().getLast());
        TurnPlace place = newest.filter(last -> last.question().equals(Optional.of(question.message())))
                .map(EarlierTurns::placeOf)
                .orElse(TurnPlace.NEXT);
        return Uni.createFrom().item(question.asking(new Asking.At(place)));
    }

    private static Question further(Question question, Turn turn) {
        Message answer = turn.answer().orElseThrow(EarlierTurns::unknown);
        if (answer.status() == Message.Status.COMPLETE) {
            throw Failure.of(FailureCode.REQUEST_INVALID, "This reply is whole: nothing of it is left to say.")
                    .asException();
        }
        return question.asking(new Asking.GoingOn(turn.reply(), placeOf(turn), answer.text()), questionOf(turn));
    }

    private static String questionOf(Turn turn) {
        return turn.question().orElseThrow(EarlierTurns::unknown);
    }

    /** Of the oldest turn that is kept the one before it is not known. */
    private static TurnPlace placeOf(Turn turn) {
        return turn.place().parent().map(TurnPlace::after).orElse(TurnPlace.FIRST);
    }

    /** Fails as {@link #find} does if there is no turn that this one was to follow. */
    Uni<Conversation> require(Question question, Conversation conversation) {
        if (conversation.hasPlace()) {
            return Uni.createFrom().item(conversation);
        }
        conversation.insightCall().cancel();
        return refuse(question.user(), question.place().parent().orElseThrow());
    }

    private <T> Uni<T> refuse(UserId user, ReplyId turn) {
        return ledger.find(user, turn).map(logged -> {
            if (logged.filter(running -> !running.ended()).isPresent()) {
                throw Failure.of(FailureCode.REQUEST_INVALID, "This reply has not ended yet.")
                        .asException();
            }
            throw unknown();
        });
    }

    private static RuntimeException unknown() {
        return Failure.of(FailureCode.REPLY_UNKNOWN).asException();
    }
}
