package dev.runnel;

/**
 * A function that the model wants its caller to call.
 *
 * @param id names this call in the message with its result
 * @param name of the function
 * @param arguments as the model wrote them: JSON, unless it made a mistake
 */
public record ToolCall(String id, String name, String arguments) {}
