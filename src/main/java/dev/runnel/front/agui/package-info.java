/**
 * The front for clients of AG-UI ({@code HttpAgent}): its events, version 1, and its requests. Fronts never import each
 * other.
 */
package dev.runnel.front.agui;
