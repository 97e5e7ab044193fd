package dev.runnel.provider;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.spi.RestClientListener;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;

/**
 * Lifts the OpenAI extension's cap of 50 connections, and sends what its callers have to say. It builds its client in code
 * and so passes by {@code quarkus.rest-client.connection-pool-size}; the listener, found as a service, is the one way in.
 */
@RegisterForReflection
public final class RestClientSettings implements RestClientListener {

    @Override
    public void onNewClient(Class<?> serviceInterface, RestClientBuilder builder) {
        builder.property(
                QuarkusRestClientProperties.CONNECTION_POOL_SIZE,
                ConfigProvider.getConfig().getValue("runnel.provider.max-connections", Integer.class));
        builder.register(new BlockingRequests());
    }
}
