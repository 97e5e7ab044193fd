/** Turns a prompt into tokens, whatever fails on the way: calls, time limits, retries, failover and continuations. */
package dev.runnel.model;
