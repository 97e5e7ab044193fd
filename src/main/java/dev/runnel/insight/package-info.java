/** What the user wants: intent, entities and follow-up suggestions. Nothing in here may delay the first word. */
package dev.runnel.insight;
