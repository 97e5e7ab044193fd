package dev.runnel.ledger;

/** What a shown event can rely on. */
public enum Durability {
    /** It is in Redis before a viewer sees it: no viewer has seen what a pod that takes over does not know. */
    LOGGED,
    /** It is shown as it comes, and in Redis soon after: a pod that is killed may have shown more than others know. */
    IMMEDIATE
}
