/**
 * The event log in the memory of this process, and its viewers. Without Redis it is the whole ledger. With Redis it is
 * what the viewers of this process read from.
 */
package dev.runnel.ledger.local;
