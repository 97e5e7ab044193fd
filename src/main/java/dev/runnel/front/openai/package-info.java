/**
 * The front for clients of OpenAI's API: Chat Completions, Responses and the list of models, as its API reference and
 * the Open Responses specification (2026-04-24) describe them. Fronts never import each other.
 */
package dev.runnel.front.openai;
