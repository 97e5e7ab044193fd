package dev.runnel.provider;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.ext.ContextResolver;
import java.util.Map;

/** What the extensions' own clients send beside what they know of: the headers of the one call that their caller makes. */
final class BlockingRequests implements ClientRequestFilter, ContextResolver<HttpClientOptions> {

    /** Bound while a call runs: the filter is called on its caller's thread. */
    static final ScopedValue<Map<String, String>> HEADERS = ScopedValue.newInstance();

    @Override
    public void filter(ClientRequestContext request) {
        HEADERS.orElse(Map.of()).forEach((name, value) -> request.getHeaders().putSingle(name, value));
    }

    /** The framework's span of each request would be a second one, and its header would replace the call's. */
    @Override
    public HttpClientOptions getContext(Class<?> type) {
        return new HttpClientOptions().setTracingPolicy(TracingPolicy.IGNORE);
    }
}
