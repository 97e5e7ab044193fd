package dev.runnel.provider;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.time.Duration;
import java.util.Optional;

/** Options for connections to providers, the same for each provider. */
final class ClientOptions {

    /** Gateways add headers of their own, among them cookies and policies of some KiB each. */
    private static final int MAX_HEAD_BYTES = 64 * 1024;

    private final ProviderConfig.Connections config;
    private final Proxies proxies;
    private final Optional<TrustOptions> trust;
    private final String userAgent;

    /**
     * Reads the certificates of {@link ProviderConfig.Connections#ca}.
     *
     * @param version of this service, for the {@code User-Agent}
     */
    ClientOptions(ProviderConfig.Connections config, Proxies proxies, String version) {
        this.config = config;
        this.proxies = proxies;
        this.trust = config.ca().map(CertificateAuthorities::trusted);
        this.userAgent = "runnel/" + version;
    }

    String userAgent() {
        return userAgent;
    }

    int maxConnections() {
        return config.maxConnections();
    }

    HttpClientOptions to(BaseUrl address) {
        HttpClientOptions options = new HttpClientOptions()
                .setSsl(address.secure())
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setKeepAliveTimeout(wholeSeconds(config.keepAlive()))
                .setMaxHeaderSize(MAX_HEAD_BYTES)
                // A call has a span and headers of its own.
                .setTracingPolicy(TracingPolicy.IGNORE)
                .setTcpNoDelay(true);
        proxies.to(address).ifPresent(options::setProxyOptions);
        if (address.secure()) {
            trust.ifPresent(options::setTrustOptions);
        }
        return options;
    }

    /** Rounded up: the client takes 0 for "without limit". */
    private static int wholeSeconds(Duration keepAlive) {
        return Math.toIntExact(Math.ceilDiv(keepAlive.toMillis(), 1000));
    }
}
