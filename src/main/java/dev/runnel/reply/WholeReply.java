package dev.runnel.reply;

import dev.runnel.FinishReason;
import dev.runnel.ReplyId;
import dev.runnel.SessionId;
import dev.runnel.Usage;
import java.util.List;

/** A reply that was not streamed; what the {@code complete} event says, with the text. */
public record WholeReply(
        String message,
        List<String> suggestions,
        SessionId session,
        ReplyId reply,
        String provider,
        String model,
        FinishReason finishReason,
        Usage usage) {}
