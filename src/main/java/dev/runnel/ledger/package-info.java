/**
 * The event log of a reply: append, and follow from any point. The first view, a second viewer and a resume after a
 * lost connection are all the same {@code follow}.
 *
 * <p>This package is what other rooms may know of it: {@link dev.runnel.ledger.EventLog} and its values. Behind it are
 * {@code local}, this process's own log, and {@code shared}, which builds on it for several pods.
 */
package dev.runnel.ledger;
