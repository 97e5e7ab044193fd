package dev.runnel.reply;

import dev.runnel.ledger.ReplyHeader;
import dev.runnel.session.Session;
import java.util.Optional;

/** A reply that is about to start. */
record Starting(Question question, ReplyHeader header, ModelRequest request, ReplyTiming timing) {

    /** The same where its model sees itself; a pod that takes the reply over has to see it there, too. */
    Starting seeing(Optional<Session> session) {
        return session.map(seen -> header.at(seen.settled(header.place()), header.continued()))
                .map(placed -> new Starting(question, placed, request, timing))
                .orElse(this);
    }
}
