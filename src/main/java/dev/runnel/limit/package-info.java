/**
 * The rate limit: who may ask now, and when to try again otherwise. A refusal is a value; this package knows nothing of
 * HTTP.
 */
package dev.runnel.limit;
