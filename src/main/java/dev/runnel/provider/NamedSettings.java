package dev.runnel.provider;

import dev.runnel.config.Trimmed;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * The settings of the provider with this name: {@code runnel.provider.<name>.*}. For {@code openai} and {@code gemini},
 * a setting that is missing there is taken from their own variables.
 */
record NamedSettings(Config all, ProviderConfig known, String name) {

    /** @param variable the environment variable, for error messages */
    record Setting(String variable, Optional<String> value) {}

    Setting get(String setting) {
        String property = "runnel.provider." + name + '.' + setting;
        Optional<String> value =
                all.getOptionalValue(property, String.class).map(Trimmed::of).filter(text -> !text.isEmpty());
        Setting own = new Setting(property.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT), value);
        return value.isPresent() ? own : before(setting).orElse(own);
    }

    private Optional<Setting> before(String setting) {
        ProviderConfig.OpenAi openAi = known.openai();
        ProviderConfig.Gemini gemini = known.gemini();
        return Optional.ofNullable(
                switch (name + ' ' + setting) {
                    case "openai api-key" -> new Setting("OPENAI_API_KEY", openAi.apiKey());
                    case "openai base-url" -> new Setting("OPENAI_BASE_URL", Optional.of(openAi.baseUrl()));
                    case "openai model" -> new Setting("OPENAI_MODEL", Optional.of(openAi.model()));
                    case "gemini api-key" -> new Setting("GEMINI_API_KEY", gemini.apiKey());
                    case "gemini base-url" -> new Setting("GEMINI_BASE_URL", Optional.of(gemini.baseUrl()));
                    case "gemini model" -> new Setting("GEMINI_MODEL", Optional.of(gemini.model()));
                    default -> null;
                });
    }

    ConfigurationException missing(Setting setting) {
        return new ConfigurationException(
                "RUNNEL_PROVIDERS names \"" + name + "\", but " + setting.variable() + " is not set.");
    }

    /** For a name without an address; most likely it is misspelt. */
    ConfigurationException unknown() {
        return new ConfigurationException("RUNNEL_PROVIDERS names \"" + name
                + "\", but there are only openai, gemini and demo, and "
                + get("base-url").variable()
                + ", which would say where another one is, is not set.");
    }
}
