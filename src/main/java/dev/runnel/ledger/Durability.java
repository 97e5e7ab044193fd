package dev.runnel.ledger;

/** Whether an event is in Redis before viewers see it. */
public enum Durability {
    /** Viewers see an event when Redis has it. So a pod that takes over knows everything that any viewer has seen. */
    LOGGED,
    /** Viewers see an event at once, and Redis gets it soon after. A killed pod may have shown events that are lost. */
    IMMEDIATE
}
