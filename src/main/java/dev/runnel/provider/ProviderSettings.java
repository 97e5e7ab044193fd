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
 * All that is set of one provider.
 *
 * @param keys taken in turn; none for a server that asks for none
 * @param headers sent with each call, in place of those of the same name that Runnel would send
 */
record ProviderSettings(
        String name,
        ProviderFormat format,
        BaseUrl address,
        List<String> keys,
        String model,
        Map<String, String> headers,
        ProviderLimits limits) {

    /** Of OpenAI's format, without a key or anything else; for tests and measurements. */
    static ProviderSettings openAi(String name, BaseUrl address, String model) {
        return new ProviderSettings(
                name, ProviderFormat.OPENAI, address, List.of(), model, Map.of(), ProviderLimits.NONE);
    }

    /** @throws ConfigurationException in one sentence, when what is set makes no provider */
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
                new ProviderLimits(limit(of.get("first-token-timeout")), limit(of.get("idle-timeout"))));
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

    /** Another character would be refused with the first call, and shown in the log by whoever refuses it. */
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
                    setting.variable() + " is \"" + model + "\", which is no name of a model.");
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

    /** Without keys, for they would be in every log that shows one. */
    @Override
    public String toString() {
        return name + " (" + format + ", " + address + ", " + model + ')';
    }
}
