/**
 * The event log of a reply: append, and follow from any point. The first view, a second viewer and a resume after a
 * lost connection are all the same {@code follow}.
 */
package dev.runnel.ledger;
