/**
 * The log of this process and its viewers. It is all there is of a service that runs alone, and what viewers read from
 * where several share a Redis.
 */
package dev.runnel.ledger.local;
