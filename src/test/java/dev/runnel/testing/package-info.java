/** A scripted provider and a byte-level SSE client: what the tests put on both sides of the service. */
package dev.runnel.testing;
