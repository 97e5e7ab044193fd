/**
 * The event log: events of a reply are appended to it, and can be followed from any position. The first viewer, a
 * second viewer and one that resumes after a lost connection all use the same {@code follow}.
 *
 * <p>Other packages may use only this one: {@link dev.runnel.ledger.EventLog} and its values. It has two
 * implementations: {@code local} keeps the log in this process, and {@code shared} adds Redis to that, for several
 * pods.
 */
package dev.runnel.ledger;
