/**
 * The event log that pods share through Redis. Each pod writes its replies to Redis, reads those of other pods from
 * there, and takes over the replies of dead pods. This package also decides whether the log is shared: without Redis
 * the process uses its log in memory alone.
 */
package dev.runnel.ledger.shared;
