package dev.runnel.provider;

import dev.runnel.config.Trimmed;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Headers as they are configured: {@code name=value} separated by commas, with {@code \,} for a comma in a value. */
final class ExtraHeaders {

    private static final Pattern BETWEEN = Pattern.compile("(?<!\\\\),");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t -~]*");
    /** These headers say where a message ends: a wrong one would mix the message up with the next. */
    private static final Set<String> FRAMING = Set.of(
            "connection",
            "content-length",
            "content-encoding",
            "expect",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private ExtraHeaders() {}

    /** @throws ConfigurationException which names the variable and the entry, and shows no value */
    static Map<String, String> parse(String variable, String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        int number = 0;
        for (String entry : BETWEEN.split(text)) {
            number++;
            if (entry.isBlank()) {
                continue;
            }
            int equals = entry.indexOf('=');
            String name = equals < 0 ? "" : entry.substring(0, equals).strip();
            String value = Trimmed.of(entry.substring(equals + 1).replace("\\,", ","));
            if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
                throw new ConfigurationException(
                        variable + " is no list of headers like \"name=value,name=value\": its entry number " + number
                                + " is none.");
            }
            if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
                throw new ConfigurationException(variable + " sets " + name + ", which the connection sets itself.");
            }
            headers.put(name, value);
        }
        return headers;
    }
}
