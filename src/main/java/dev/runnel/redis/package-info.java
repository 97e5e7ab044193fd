/** The connection to the shared memory and its health. It knows no keys: what is kept there is each room's own matter. */
package dev.runnel.redis;
