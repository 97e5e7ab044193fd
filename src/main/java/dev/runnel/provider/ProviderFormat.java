package dev.runnel.provider;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Locale;
import java.util.regex.Pattern;

/** The wire format of a provider's calls. */
enum ProviderFormat {
    OPENAI("/+chat/+completions/*$"),
    GEMINI("/+models(/+[^/]*)?/*$");

    /** What people copy together with the address. */
    private final Pattern endpoint;

    ProviderFormat(String endpoint) {
        this.endpoint = Pattern.compile(endpoint);
    }

    String withoutEndpoint(String path) {
        return endpoint.matcher(path).replaceFirst("");
    }

    static ProviderFormat parse(String variable, String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "openai" -> OPENAI;
            case "gemini" -> GEMINI;
            default ->
                throw new ConfigurationException(variable + " is \"" + name + "\", but it can be openai or gemini.");
        };
    }

    /** @param showsReasoning whether the model is asked to say what it thinks, where it does so only if it is asked */
    WireFormat wire(String model, boolean showsReasoning) {
        return switch (this) {
            case OPENAI -> new OpenAiStream(model);
            case GEMINI -> new GeminiStream(model, showsReasoning);
        };
    }
}
