package dev.runnel.testing;

/**
 * The wire format a {@link ScriptedProvider} speaks. Sources: OpenAI API reference, "Create chat completion" with its
 * streaming events; Gemini API reference, "generateContent" and "streamGenerateContent".
 */
public enum Dialect {
    OPENAI(new OpenAiFormat()),
    GEMINI(new GeminiFormat());

    private final WireFormat format;

    Dialect(WireFormat format) {
        this.format = format;
    }

    WireFormat format() {
        return format;
    }
}
