package dev.runnel.http.auth;

import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The pages of other origins that may use the service, as {@code QUARKUS_HTTP_CORS_ORIGINS} names them: origins, patterns
 * between slashes, or {@code *}.
 */
public final class AllowedOrigins {

    /** What a browser says of a page that has no origin: a sandboxed frame, a file, whoever sends the request on. */
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

    /** Whether the pages of somebody of whom nobody has heard are among them. */
    boolean areAll() {
        String stranger = UUID.randomUUID() + "." + UUID.randomUUID();
        return names.contains(ANY) || matches("https://" + stranger) || matches("http://" + stranger);
    }

    /** Whether pages without an origin are named; {@code *} does not name them. */
    boolean nameNull() {
        return names.contains(NULL) || (matches(NULL) && !areAll());
    }

    /** Whether pages of this origin are among them; {@code null} never is one. */
    public boolean include(String origin) {
        return !origin.equals(NULL) && (names.contains(ANY) || names.contains(origin) || matches(origin));
    }

    private boolean matches(String origin) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(origin).matches());
    }
}
