package dev.runnel.model;

import dev.langchain4j.observability.api.AiServiceListenerRegistrar;
import dev.langchain4j.observability.api.event.AiServiceEvent;
import dev.langchain4j.observability.api.listener.AiServiceListener;
import dev.langchain4j.spi.observability.AiServiceListenerRegistrarFactory;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Keeps AI services from telling the container of each of their steps: nobody listens, and to find that out anew for each
 * event took 3 % of what a short reply costs. Metrics and traces are made beside the calls (see
 * {@link CallTiming}). Found as a service.
 */
@RegisterForReflection
public final class NoListeners implements AiServiceListenerRegistrarFactory {

    @Override
    public AiServiceListenerRegistrar get() {
        return new Registrar();
    }

    private static final class Registrar implements AiServiceListenerRegistrar {

        @Override
        public <T extends AiServiceEvent> void register(AiServiceListener<T> listener) {}

        @Override
        public <T extends AiServiceEvent> void unregister(AiServiceListener<T> listener) {}

        @Override
        public <T extends AiServiceEvent> void fireEvent(T event) {}

        @Override
        public void shouldThrowExceptionOnEventError(boolean shouldThrow) {}
    }
}
