/** The gate: who may ask now, and if not, when again. A refusal is a value; it knows nothing of HTTP. */
package dev.runnel.limit;
