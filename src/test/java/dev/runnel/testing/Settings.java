package dev.runnel.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every setting that the code reads, as its {@code @ConfigMapping} interfaces declare it. */
public final class Settings {

    /** {@code ${NAME:default}}, the whole value of a property that deployers know by another name than its twin. */
    private static final Pattern ALIAS = Pattern.compile("\\$\\{([A-Z0-9_]+):(.*)}");

    private static final Properties APPLICATION = applicationProperties();

    /**
     * @param owner the interface that declares it
     * @param property its name in a properties file
     * @param environment the variable that deployers set
     * @param declared the default beside the owner; empty for none
     * @param effective what holds when nothing is set, which the application's properties may say once more
     */
    public record Setting(Class<?> owner, String property, String environment, String declared, String effective) {}

    private Settings() {}

    /** All settings, sorted by property. */
    public static List<Setting> all() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.runnel").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .map(JavaClass::reflect)
                        .flatMap(Settings::of)
                        .sorted((one, other) -> one.property().compareTo(other.property()))
                        .toList();
    }

    private static Stream<Setting> of(Class<?> owner) {
        return ConfigMappings.getProperties(ConfigClass.configClass(owner)).entrySet().stream()
                .filter(property -> !property.getValue().isGroup() && !isElement(property.getKey()))
                .map(property -> setting(
                        owner,
                        property.getKey(),
                        property.getValue().hasDefaultValue()
                                ? property.getValue().getDefaultValue()
                                : ""));
    }

    /** A list appears twice: as itself, and as {@code name[*]}. */
    private static boolean isElement(String property) {
        return property.endsWith("[*]");
    }

    /** @param mapped where {@code *} stands for whatever people name it */
    private static Setting setting(Class<?> owner, String mapped, String declared) {
        String property = mapped.replace("*", "<name>");
        Matcher alias = ALIAS.matcher(APPLICATION.getProperty(property, ""));
        return alias.matches()
                ? new Setting(owner, property, alias.group(1), declared, alias.group(2))
                : new Setting(owner, property, twin(property), declared, APPLICATION.getProperty(property, declared));
    }

    /** MicroProfile Config's own rule. */
    private static String twin(String property) {
        return property.replaceAll("[^A-Za-z0-9<>]", "_").toUpperCase(Locale.ROOT);
    }

    private static Properties applicationProperties() {
        Properties properties = new Properties();
        try (InputStream in = Settings.class.getResourceAsStream("/application.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
