package dev.runnel.reply;

import dev.runnel.Failure;
import dev.runnel.FailureCode;
import dev.runnel.Message;
import dev.runnel.ReplyId;
import dev.runnel.SequencedEvent;
import dev.runnel.UserId;
import dev.runnel.insight.Insight;
import dev.runnel.insight.InsightService;
import dev.runnel.ledger.EventLog;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLog;
import dev.runnel.limit.Admission;
import dev.runnel.limit.Permit;
import dev.runnel.limit.RateLimiter;
import dev.runnel.model.Answer;
import dev.runnel.model.Prompt;
import dev.runnel.model.ReplyModel;
import dev.runnel.session.SessionStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The path of a message, from the gate to the last word. */
@ApplicationScoped
public class ReplyService {

    private final RateLimiter limiter;
    private final SessionStore sessions;
    private final InsightService insights;
    private final ReplyModel model;
    private final EventLog ledger;
    private final RunningReplies running;
    private final ReplyConfig config;

    ReplyService(
            RateLimiter limiter,
            SessionStore sessions,
            InsightService insights,
            ReplyModel model,
            EventLog ledger,
            RunningReplies running,
            ReplyConfig config) {
        this.limiter = limiter;
        this.sessions = sessions;
        this.insights = insights;
        this.model = model;
        this.ledger = ledger;
        this.running = running;
        this.config = config;
    }

    /**
     * Starts a reply, which then runs by itself; {@link #follow} shows it.
     *
     * @return the new reply, before the model's first word; a refusal is a {@code FailureException}
     */
    public Uni<ReplyId> start(Question question) {
        ReplyHeader header = new ReplyHeader(ReplyId.random(), question.user(), question.session());
        return admit(question.user())
                .flatMap(permit -> sessions.load(question.user(), question.session())
                        .flatMap(session -> insights.understand(question.message())
                                .flatMap(insight -> ledger.open(header).invoke(log -> {
                                    Reply reply = reply(header, question, insight, log, permit);
                                    running.add(header.reply(), reply);
                                    reply.run(model.stream(new Prompt(session.messages(), question.message())));
                                })))
                        .onFailure()
                        .invoke(permit::release))
                .replaceWith(header.reply());
    }

    /** The same path without streaming: the whole answer at once. */
    public Uni<WholeReply> answer(Question question) {
        return admit(question.user()).flatMap(permit -> sessions.load(question.user(), question.session())
                .flatMap(session -> insights.understand(question.message()).flatMap(insight -> model.answer(
                                new Prompt(session.messages(), question.message()))
                        .call(answer -> remember(question, Message.assistant(answer.text(), Message.Status.COMPLETE)))
                        .map(answer -> whole(question, insight, answer))))
                .eventually(permit::release));
    }

    /**
     * A reply's events after {@code after}, past and future. Fails with {@code REPLY_UNKNOWN} when there is no such
     * reply of this user.
     *
     * @param after -1 for all
     */
    public Multi<SequencedEvent> follow(UserId user, ReplyId reply, long after) {
        return ledger.find(reply)
                .map(found -> found.filter(header -> header.user().equals(user))
                        .orElseThrow(() -> Failure.of(FailureCode.REPLY_UNKNOWN).asException()))
                .onItem()
                .transformToMulti(header -> ledger.follow(header.reply(), after)
                        // Not before the log counts the viewer: the clock may look in between.
                        .onSubscription()
                        .invoke(() -> running.find(reply).ifPresent(Reply::viewed)));
    }

    private Uni<Permit> admit(UserId user) {
        return limiter.admit(user).map(admission -> switch (admission) {
            case Admission.Allowed(Permit permit) -> permit;
            case Admission.Refused(Failure failure) -> throw failure.asException();
        });
    }

    private Reply reply(ReplyHeader header, Question question, Insight insight, ReplyLog log, Permit permit) {
        ReplyDeadlines deadlines = new ReplyDeadlines(config, System.nanoTime());
        return new Reply(header, log, config, deadlines, insight, said -> remember(question, said), () -> {
            running.remove(header.reply());
            permit.release();
        });
    }

    private Uni<Void> remember(Question question, Message said) {
        return sessions.append(question.user(), question.session(), List.of(Message.user(question.message()), said));
    }

    private static WholeReply whole(Question question, Insight insight, Answer answer) {
        return new WholeReply(
                answer.text(),
                insight.suggestions(),
                question.session(),
                ReplyId.random(),
                answer.finished().provider(),
                answer.finished().model(),
                answer.finished().finishReason(),
                answer.finished().usage());
    }
}
