package dev.runnel.provider;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One entry of {@code NO_PROXY}: {@code *} for all, a domain with its subdomains (with or without a leading dot or
 * {@code *.}), an address, or a network like {@code 10.0.0.0/8}. A port restricts the entry to that port. Names are not
 * resolved to compare them with networks.
 *
 * @param port 0 for any
 */
record ProxyExemption(String name, int port) {

    private static final Pattern SHAPE = Pattern.compile(
            "(\\*|\\[[0-9a-f:.%]+]|[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*(?:/\\d+)?|[^:\\[\\]]+?)(?::(\\d{1,5}))?");

    static ProxyExemption parse(String entry) {
        Matcher parts = SHAPE.matcher(entry.toLowerCase(Locale.ROOT));
        if (parts.matches()) {
            String name = parts.group(1).replaceAll("[\\[\\]]", "").replaceFirst("^\\*?\\.", "");
            if (isSound(name)) {
                return new ProxyExemption(name, parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2)));
            }
        }
        throw new ConfigurationException("NO_PROXY has the entry \"" + entry
                + "\", which is no domain, no address, no network and no *, with or without a port.");
    }

    private static boolean isSound(String name) {
        try {
            return name.contains("/") ? network(name) != null : !name.contains(":") || address(name) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static IpSubnetFilterRule network(String name) {
        int slash = name.indexOf('/');
        InetAddress base = address(name.substring(0, slash));
        if (base == null) {
            throw new IllegalArgumentException(name);
        }
        return new IpSubnetFilterRule(base, Integer.parseInt(name.substring(slash + 1)), IpFilterRuleType.ACCEPT);
    }

    /** Null for a name, which is not resolved. */
    private static InetAddress address(String host) {
        return NetUtil.createInetAddressFromIpAddressString(host);
    }

    static boolean isThisMachine(String host) {
        InetAddress address = address(host);
        return address == null ? host.equals("localhost") || host.endsWith(".localhost") : address.isLoopbackAddress();
    }

    /** @param host in lower case */
    boolean covers(String host, int hostsPort) {
        if (port != 0 && port != hostsPort) {
            return false;
        }
        InetAddress literal = address(host);
        if (name.equals("*")) {
            return true;
        }
        if (name.contains("/")) {
            return literal != null && network(name).matches(new InetSocketAddress(literal, hostsPort));
        }
        return literal != null ? literal.equals(address(name)) : host.equals(name) || host.endsWith('.' + name);
    }
}
