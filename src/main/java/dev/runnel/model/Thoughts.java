package dev.runnel.model;

import java.util.function.Consumer;

/** Keeps what the model thinks before an answer that arrives all at once. */
final class Thoughts implements Consumer<ModelEvent> {

    private final StringBuilder text = new StringBuilder();

    /** A call that failed thought about an answer that nobody gets. */
    @Override
    public synchronized void accept(ModelEvent event) {
        switch (event) {
            case ModelEvent.Asked again -> text.setLength(0);
            case ModelEvent.Reasoning more -> text.append(more.text());
            default -> {}
        }
    }

    synchronized String ofLastCall() {
        return text.toString();
    }
}
