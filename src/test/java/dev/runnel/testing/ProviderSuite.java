package dev.runnel.testing;

import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URL;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;

/** The running application with one scripted provider behind it. Each suite runs once per dialect, by a small subclass. */
public abstract class ProviderSuite {
    protected ScriptedProviders providers;

    @TestHTTPResource
    protected URL url;

    protected Conversation conversation;

    protected abstract Dialect dialect();

    @BeforeEach
    void begin_anew() {
        providers.reset();
        conversation = Conversation.at(url.getPort());
    }

    protected ScriptedProvider provider() {
        return providers.of(dialect());
    }

    /** As {@code complete} events name it. */
    protected String providerName() {
        return dialect().name().toLowerCase(Locale.ROOT);
    }

    /** As the configuration names it, and the scripted provider says it. */
    protected String modelName() {
        return providerName() + "-model";
    }
}
