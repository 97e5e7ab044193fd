package dev.runnel.testing;

import java.util.List;

/** What a request asked the provider, the same for every dialect. */
record Prompt(String model, boolean streaming, boolean usageWanted, List<PromptMessage> messages) {
    static final Prompt NONE = new Prompt("", false, false, List.of());

    Prompt {
        messages = List.copyOf(messages);
    }

    String lastRole() {
        return messages.isEmpty() ? "" : messages.getLast().role();
    }
}
