/**
 * The front for clients of the AI SDK ({@code useChat}): its UI message stream, version 1, and its requests. Fronts
 * never import each other.
 */
package dev.runnel.front.aisdk;
