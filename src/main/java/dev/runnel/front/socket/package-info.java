/**
 * The front with Runnel's own wire over one socket: several replies at once, each of their events with its {@code
 * reply_id}. Fronts never import each other.
 */
package dev.runnel.front.socket;
