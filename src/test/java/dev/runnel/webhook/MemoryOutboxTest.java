package dev.runnel.webhook;

class MemoryOutboxTest extends OutboxContract {

    @Override
    Outbox outbox(int max) {
        return new MemoryOutbox(max, () -> now);
    }
}
