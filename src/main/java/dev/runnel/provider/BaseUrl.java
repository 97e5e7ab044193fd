package dev.runnel.provider;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The base address of a provider's API, as people write it. {@code java.net.URI} finds no host in an address with an
 * underscore, which names of containers often have.
 *
 * @param path without a slash at its end; may be empty
 * @param query sent with each call, as Azure's {@code api-version} has to be; may be empty
 * @param credentials the value of an {@code Authorization} header, for an address with a user and a password
 */
record BaseUrl(boolean secure, String host, int port, String path, String query, Optional<String> credentials) {

    private static final Pattern SHAPE = Pattern.compile(
            "(?i)(https?)://" // the scheme
                    + "(?:([^/?#]*)@)?" // user and password
                    + "(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(?::(\\d{1,5}))?" // host and port
                    + "(/[!-~&&[^?#]]*)?(?:\\?([!-~&&[^#]]*))?(?:#.*)?");

    private static final int MAX_PORT = 65_535;

    /**
     * @param format the format's own paths are removed from the end of the address
     * @param variable named in the error message if the text is no address
     * @throws ConfigurationException which shows neither a password nor a query
     */
    static BaseUrl parse(ProviderFormat format, String variable, String text) {
        Matcher url = SHAPE.matcher(text);
        if (!url.matches() || port(url) > MAX_PORT) {
            throw new ConfigurationException(
                    variable + " is \"" + shown(text) + "\", which is no http:// or https:// address.");
        }
        String path = url.group(5) == null ? "" : url.group(5);
        return new BaseUrl(
                isSecure(url),
                url.group(3).toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", ""),
                port(url),
                format.withoutEndpoint(path).replaceAll("/+$", ""),
                url.group(6) == null ? "" : url.group(6),
                Optional.ofNullable(url.group(2)).map(BaseUrl::basic));
    }

    private static boolean isSecure(Matcher url) {
        return url.group(1).equalsIgnoreCase("https");
    }

    private static int port(Matcher url) {
        int usual = isSecure(url) ? 443 : 80;
        return url.group(4) == null ? usual : Integer.parseInt(url.group(4));
    }

    private static String basic(String userInfo) {
        return "Basic " + Base64.getEncoder().encodeToString(decoded(userInfo).getBytes(StandardCharsets.UTF_8));
    }

    /** A percent sign that starts no escape is taken literally. */
    static String decoded(String userInfo) {
        try {
            return URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return userInfo;
        }
    }

    /** Any text, with the parts removed that may be secret. */
    static String shown(String text) {
        return text.replaceAll("[?#].*", "?…").replaceAll("^(\\w+://)?.*@", "$1…@");
    }

    /** The target of a request: this path, with the format's own query before the address's. */
    String target(String formatsPath) {
        String whole = path + formatsPath;
        return query.isEmpty() ? whole : whole + (whole.contains("?") ? '&' : '?') + query;
    }

    /** How a request to a proxy begins instead of with the path alone. */
    String origin() {
        String named = host.contains(":") ? '[' + host + ']' : host;
        return (secure ? "https://" : "http://") + named + ':' + port;
    }

    /** Whether the host is one of these domains, or in one. */
    boolean isIn(String... domains) {
        return Stream.of(domains).anyMatch(domain -> host.equals(domain) || host.endsWith('.' + domain));
    }

    /** For logs. */
    @Override
    public String toString() {
        return origin() + path;
    }
}
