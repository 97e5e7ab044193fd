package dev.runnel.front.conversation;

import java.util.Map;

/** What a conversation is about, as clients get it. */
record ConversationContext(String intent, Map<String, String> entities) {}
