/**
 * The rate limit: who may ask now, and if not, when again. A refusal is a value; this package knows nothing of HTTP.
 */
package dev.runnel.limit;
