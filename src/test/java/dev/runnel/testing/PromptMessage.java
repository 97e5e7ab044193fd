package dev.runnel.testing;

/** One message of a recorded request, its role in one vocabulary for all dialects: {@code system}, {@code user}, {@code assistant}. */
public record PromptMessage(String role, String text) {}
