package dev.runnel.provider;

import dev.runnel.config.Trimmed;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The proxy on the way to a provider, by the variables and rules that curl and Go's {@code httpproxy} share. As with
 * the latter, the own machine is never reached through a proxy: from a proxy elsewhere, {@code localhost} would be the
 * proxy itself.
 */
final class Proxies {

    private static final Pattern SHAPE = Pattern.compile(
            "(?i)(?:([a-z0-9]+)://)?(?:([^/]*)@)?" + "(\\[[0-9a-f:.]+]|[a-z0-9._-]+)(?::(\\d{1,5}))?/*");

    private final Optional<ProxyOptions> plain;
    private final Optional<ProxyOptions> secure;
    private final List<ProxyExemption> exemptions;

    /** @throws ConfigurationException in one sentence, if a value is no address of a proxy; no password is shown */
    Proxies(ProviderConfig.Proxy config) {
        plain = config.http().map(url -> parse("HTTP_PROXY", url));
        secure = config.https().map(url -> parse("HTTPS_PROXY", url));
        exemptions = Arrays.stream(config.none().orElse("").split("[,\\s]+"))
                .map(Trimmed::of)
                .filter(entry -> !entry.isEmpty())
                .map(ProxyExemption::parse)
                .toList();
    }

    Optional<ProxyOptions> to(BaseUrl address) {
        boolean exempt = ProxyExemption.isThisMachine(address.host())
                || exemptions.stream().anyMatch(exemption -> exemption.covers(address.host(), address.port()));
        return exempt ? Optional.empty() : address.secure() ? secure : plain;
    }

    private static ProxyOptions parse(String variable, String text) {
        Matcher url = SHAPE.matcher(text);
        if (!url.matches()) {
            throw wrong(variable, text, "is no address of a proxy, like http://proxy.example:3128");
        }
        String scheme = url.group(1) == null ? "http" : url.group(1).toLowerCase(Locale.ROOT);
        ProxyType type =
                switch (scheme) {
                    case "http" -> ProxyType.HTTP;
                    case "socks5", "socks5h" -> ProxyType.SOCKS5;
                    case "socks4", "socks4a" -> ProxyType.SOCKS4;
                    default -> throw wrong(variable, text, "is none of http://, socks5:// and socks4://");
                };
        int port = url.group(4) == null ? usualPort(type) : Integer.parseInt(url.group(4));
        if (port < 1 || port > 65_535) {
            throw wrong(variable, text, "has no port between 1 and 65535");
        }
        ProxyOptions options = new ProxyOptions()
                .setType(type)
                .setHost(url.group(3).replaceAll("[\\[\\]]", ""))
                .setPort(port);
        if (url.group(2) != null) {
            String[] userAndPassword = url.group(2).split(":", 2);
            options.setUsername(BaseUrl.decoded(userAndPassword[0]))
                    .setPassword(userAndPassword.length == 1 ? "" : BaseUrl.decoded(userAndPassword[1]));
        }
        return options;
    }

    private static int usualPort(ProxyType type) {
        return type == ProxyType.HTTP ? 80 : 1080;
    }

    private static ConfigurationException wrong(String variable, String text, String what) {
        return new ConfigurationException(variable + " is \"" + BaseUrl.shown(text) + "\", which " + what + '.');
    }
}
