package dev.runnel.front.conversation;

import java.util.Map;

/** What a conversation is about, in an answer. */
record ConversationContext(String intent, Map<String, String> entities) {}
