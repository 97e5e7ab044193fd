/**
 * The front with Runnel's own wire format: its resources, requests, responses, event frames and refusals. Fronts never
 * import each other.
 */
package dev.runnel.front.conversation;
