package dev.runnel.config;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * A text without what comes around it on its way: blanks, line ends and byte order marks of files, and the quotes that
 * {@code docker run --env-file} hands on as they are written. What is nothing else is not set.
 */
@RegisterForReflection
public record Trimmed() implements Converter<String> {

    private static final Pattern AROUND = Pattern.compile("^[\\s\\p{Z}\\p{C}]+|[\\s\\p{Z}\\p{C}]+$");

    @Override
    public String convert(String value) {
        String trimmed = of(value);
        return trimmed.isEmpty() ? null : trimmed;
    }

    /** The same for a value that is read by its name; may be empty. */
    public static String of(String value) {
        String trimmed = AROUND.matcher(value).replaceAll("");
        return isQuoted(trimmed) ? of(trimmed.substring(1, trimmed.length() - 1)) : trimmed;
    }

    private static boolean isQuoted(String value) {
        return value.length() > 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(0) == value.charAt(value.length() - 1);
    }
}
