package dev.runnel.http.auth;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The other origins whose pages may use the service. {@code QUARKUS_HTTP_CORS_ORIGINS} has origins, patterns between
 * slashes, or {@code *}.
 */
public final class AllowedOrigins {

    /** What browsers send as the origin of a sandboxed frame, a file or a redirected request. */
    static final String NULL = "null";

    private static final String ANY = "*";

    private final List<String> names;
    private final List<Pattern> patterns;

    public AllowedOrigins(List<String> configured) {
        names = configured.stream().filter(name -> !isPattern(name)).toList();
        patterns = configured.stream()
                .filter(AllowedOrigins::isPattern)
                .map(name -> Pattern.compile(name.substring(1, name.length() - 1)))
                .toList();
    }

    private static boolean isPattern(String name) {
        return name.length() > 1 && name.startsWith("/") && name.endsWith("/");
    }

    /** Whether the pages of any origin are allowed. */
    boolean areAll() {
        String stranger = UUID.randomUUID() + "." + UUID.randomUUID();
        return names.contains(ANY) || matches("https://" + stranger) || matches("http://" + stranger);
    }

    /** Whether the setting names the origin {@code null}; {@code *} does not. */
    boolean nameNull() {
        return names.contains(NULL) || (matches(NULL) && !areAll());
    }

    /** Whether pages of this origin are allowed; {@code null} never is. */
    public boolean include(String origin) {
        return !origin.equals(NULL) && (names.contains(ANY) || names.contains(origin) || matches(origin));
    }

    private boolean matches(String origin) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(origin).matches());
    }
}
