/** The connection to Redis and its health. It knows no keys: each package names its own. */
package dev.runnel.redis;
