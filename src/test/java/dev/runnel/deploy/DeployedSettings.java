package dev.runnel.deploy;

import static java.util.stream.Collectors.toSet;

import dev.runnel.testing.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/** What deployment files may set, and the times that they have to fit. */
final class DeployedSettings {

    /** Of MicroProfile JWT, as docs/configuration.md names them. */
    private static final Set<String> OF_TOKENS =
            Set.of("MP_JWT_VERIFY_PUBLICKEY_LOCATION", "MP_JWT_VERIFY_ISSUER", "MP_JWT_VERIFY_AUDIENCES");

    /** A variable with a typing error in it would be ignored without a word. */
    static final Set<String> VARIABLES = Stream.concat(
                    Settings.all().stream().map(Settings.Setting::environment), OF_TOKENS.stream())
            .collect(toSet());

    private DeployedSettings() {}

    static String byDefault(String property) {
        return Settings.all().stream()
                .filter(setting -> setting.property().equals(property))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no setting " + property))
                .effective();
    }

    /** From SIGTERM until the process has ended, at most. */
    static Duration shutdown() {
        return seconds(byDefault("runnel.drain-timeout")).plus(seconds(application("quarkus.shutdown.delay")));
    }

    static Duration seconds(String text) {
        return Duration.parse("PT" + text.strip());
    }

    private static String application(String property) {
        Properties properties = new Properties();
        try (InputStream file = DeployedSettings.class.getResourceAsStream("/application.properties")) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty(property);
    }
}
