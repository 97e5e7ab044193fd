package dev.runnel.reply;

import dev.runnel.ReplyEvent;
import dev.runnel.ledger.ReplyHeader;
import dev.runnel.ledger.ReplyLine;
import dev.runnel.ledger.ReplyLog;

/** A reply that can be written: what it is, where it is written, what it belongs to, and how it is measured. */
record OpenReply(ReplyHeader header, ReplyLog log, Conversation conversation, ReplyTiming timing) {

    ReplyEvent at(ReplyEvent.Stage stage) {
        return new ReplyEvent.Progress(stage, header.reply(), header.session());
    }

    ReplyEvent taking(ReplyLine.Place said) {
        return new ReplyEvent.Steered(said.message(), said.reply(), header.reply(), header.session());
    }
}
