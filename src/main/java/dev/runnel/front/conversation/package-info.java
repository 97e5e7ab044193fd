/**
 * The front of Runnel's own wire: its resources, what they read and what they answer, the frames of its streams and the
 * form of its refusals. Fronts never import each other.
 */
package dev.runnel.front.conversation;
