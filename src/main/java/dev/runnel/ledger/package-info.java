/**
 * The event log of a reply: append, and follow from any point. The first viewer, a second viewer and a resume after a
 * lost connection all use the same {@code follow}.
 *
 * <p>Other packages may use only this one: {@link dev.runnel.ledger.EventLog} and its values. Behind it are {@code
 * local}, this process's own log, and {@code shared}, which builds on it for several pods.
 */
package dev.runnel.ledger;
