/** The memory of a conversation: what was said before, for as long as the session lives. */
package dev.runnel.session;
