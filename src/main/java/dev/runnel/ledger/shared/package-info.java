/**
 * The log that pods share through Redis: each writes its replies there without making its viewers wait, reads those of
 * others from there, and takes over what a dead pod has left. Chooses, too, whether there is a Redis or the process is
 * alone.
 */
package dev.runnel.ledger.shared;
