/** Stores conversations until their session expires or is erased. */
package dev.runnel.session;
