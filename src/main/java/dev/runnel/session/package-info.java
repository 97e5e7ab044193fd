/** What was said before in a conversation, kept, for as long as the session lives. */
package dev.runnel.session;
