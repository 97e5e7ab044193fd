package dev.runnel;

/**
 * An event with its place in the reply.
 *
 * @param seq counted from 0 within the reply, without gaps; the same for every viewer
 * @param event what happened
 */
public record SequencedEvent(long seq, ReplyEvent event) {

    public boolean isTerminal() {
        return event instanceof ReplyEvent.Terminal;
    }
}
