/** Hands finished turns on to another service: signed, at least once, from whichever pod. */
package dev.runnel.webhook;
