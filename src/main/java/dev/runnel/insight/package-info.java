/**
 * What the user wants: intent, entities and follow-up suggestions. Nothing in this package may delay the first token.
 */
package dev.runnel.insight;
