package dev.runnel.http;

import dev.runnel.testing.Dialect;
import dev.runnel.testing.ScriptedProvider;
import dev.runnel.testing.ScriptedProviders;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URL;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;

/** The running application with one scripted provider behind it. Each suite runs once per dialect, by a small subclass. */
abstract class ProviderSuite {
    ScriptedProviders providers;

    @TestHTTPResource
    URL url;

    Conversation conversation;

    abstract Dialect dialect();

    @BeforeEach
    void begin_anew() {
        providers.reset();
        conversation = Conversation.at(url.getPort());
    }

    ScriptedProvider provider() {
        return providers.of(dialect());
    }

    /** As {@code complete} events name it. */
    String providerName() {
        return dialect().name().toLowerCase(Locale.ROOT);
    }

    /** As the configuration names it, and the scripted provider says it. */
    String modelName() {
        return providerName() + "-model";
    }
}
