package dev.runnel.model;

import dev.langchain4j.observability.api.AiServiceListenerRegistrar;
import dev.langchain4j.observability.api.event.AiServiceEvent;
import dev.langchain4j.observability.api.listener.AiServiceListener;
import dev.langchain4j.spi.observability.AiServiceListenerRegistrarFactory;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Keeps AI services from firing a CDI event for each of their steps. Nobody observes them, and looking for observers
 * each time took 3 % of the cost of a short reply. Metrics and traces are recorded next to the calls instead (see
 * {@link CallTiming}). Loaded by the {@code ServiceLoader}.
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
