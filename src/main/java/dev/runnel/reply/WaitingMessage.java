package dev.runnel.reply;

import dev.runnel.ReplyId;
import dev.runnel.When;
import java.time.Instant;

/**
 * A message that waits for a reply that runs.
 *
 * @param reply the reply that it will have
 * @param message what is asked
 * @param when when that is done
 * @param since when it was sent
 */
public record WaitingMessage(ReplyId reply, String message, When when, Instant since) {}
