package dev.runnel.config;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * A text without what files and tools add around it: blanks, line ends, byte order marks, and the quotes that {@code
 * docker run --env-file} passes on. A value of nothing else counts as not set.
 */
@RegisterForReflection
public record Trimmed() implements Converter<String> {

    private static final Pattern AROUND = Pattern.compile("^[\\s\\p{Z}\\p{C}]+|[\\s\\p{Z}\\p{C}]+$");

    @Override
    public String convert(String value) {
        String trimmed = of(value);
        return trimmed.isEmpty() ? null : trimmed;
    }

    /** The same for a value that is looked up by name; may be empty. */
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
