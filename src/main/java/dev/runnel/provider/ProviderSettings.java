package dev.runnel.provider;

import dev.runnel.config.PositiveDuration;
import dev.runnel.config.Trimmed;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of one provider.
 *
 * @param keys used in turn; empty for a server that needs none
 * @param headers sent with each call; they replace Runnel's own headers of the same name
 * @param showsReasoning whether viewers are told what the model thinks
 */
record ProviderSettings(
        String name,
        ProviderFormat format,
        BaseUrl address,
        List<String> keys,
        String model,
        Map<String, String> headers,
        ProviderLimits limits,
        boolean showsReasoning) {

    /** The OpenAI format, without a key or anything else; for tests and measurements. */
    static ProviderSettings openAi(String name, BaseUrl address, String model) {
        return new ProviderSettings(
                name, ProviderFormat.OPENAI, address, List.of(), model, Map.of(), ProviderLimits.NONE, false);
    }

    /** @throws ConfigurationException in one sentence, if the settings are not enough or wrong */
    static ProviderSettings read(NamedSettings of) {
        NamedSettings.Setting address = of.get("base-url");
        String url = address.value().orElseThrow(of::unknown);
        NamedSettings.Setting chosen = of.get("format");
        ProviderFormat format = chosen.value()
                .map(name -> ProviderFormat.parse(chosen.variable(), name))
                .orElse(of.name().equals("gemini") ? ProviderFormat.GEMINI : ProviderFormat.OPENAI);
        NamedSettings.Setting headers = of.get("headers");
        ProviderSettings settings = new ProviderSettings(
                of.name(),
                format,
                BaseUrl.parse(format, address.variable(), url),
                keys(of.get("api-key")),
                model(of, format),
                headers.value()
                        .map(text -> ExtraHeaders.parse(headers.variable(), text))
                        .orElse(Map.of()),
                new ProviderLimits(limit(of.get("first-token-timeout")), limit(of.get("idle-timeout"))),
                of.known().reasoning().isShown());
        if (settings.lacksKey()) {
            throw of.missing(of.get("api-key"));
        }
        return settings;
    }

    private static List<String> keys(NamedSettings.Setting setting) {
        List<String> keys = Arrays.stream(setting.value().orElse("").split(","))
                .map(Trimmed::of)
                .filter(key -> !key.isEmpty())
                .distinct()
                .toList();
        keys.forEach(key -> check(setting.variable(), key));
        return keys;
    }

    /** The HTTP client would refuse another character only with the first call, and its log line could show the key. */
    private static void check(String variable, String key) {
        key.chars()
                .filter(character -> character <= ' ' || character > '~')
                .findFirst()
                .ifPresent(character -> {
                    throw new ConfigurationException(
                            "%s holds a key with a character that no HTTP header can carry (U+%04X)."
                                    .formatted(variable, character));
                });
    }

    private static String model(NamedSettings of, ProviderFormat format) {
        NamedSettings.Setting setting = of.get("model");
        String model = setting.value().orElseThrow(() -> of.missing(setting));
        if (format == ProviderFormat.GEMINI && !GeminiStream.isModel(model)) {
            throw new ConfigurationException(
                    setting.variable() + " is \"" + model + "\", which is not the name of a model.");
        }
        return model;
    }

    private static Optional<Duration> limit(NamedSettings.Setting setting) {
        try {
            return setting.value().map(new PositiveDuration()::convert);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    setting.variable() + " is \"" + setting.value().orElseThrow() + "\": " + e.getMessage() + '.');
        }
    }

    /** Other servers may well need none. */
    private boolean lacksKey() {
        boolean expected = format == ProviderFormat.GEMINI || address.isIn("openai.com", "openai.azure.com");
        boolean otherwise = address.credentials().isPresent()
                || headers.keySet().stream()
                        .anyMatch(header -> header.equalsIgnoreCase("Authorization")
                                || header.equalsIgnoreCase("api-key")
                                || header.equalsIgnoreCase("x-goog-api-key"));
        return keys.isEmpty() && expected && !otherwise;
    }

    /** Without the keys and headers, which would otherwise appear in logs. */
    @Override
    public String toString() {
        return name + " (" + format + ", " + address + ", " + model + ')';
    }
}
