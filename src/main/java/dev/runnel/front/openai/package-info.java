/**
 * The front for clients of OpenAI's API: Chat Completions and the list of models, as its API reference describes them. The
 * caller keeps the conversation. Fronts never import each other.
 */
package dev.runnel.front.openai;
