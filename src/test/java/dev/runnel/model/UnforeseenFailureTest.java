package dev.runnel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.runnel.FailureCode;
import dev.runnel.FailureException;
import dev.runnel.provider.Provider;
import dev.runnel.provider.ProviderCall;
import dev.runnel.provider.ProviderLimits;
import dev.runnel.provider.Reservation;
import dev.runnel.testing.LogLines;
import dev.runnel.testing.Profiles;
import io.opentelemetry.api.trace.Span;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** A defect of ours, or of a library, on the way to a provider: it is a failure like any other, and does not go by unseen. */
@QuarkusTest
@TestProfile(Profiles.OpenAi.class)
class UnforeseenFailureTest {

    private static final RuntimeException DEFECT = new IllegalStateException("a defect");

    @Inject
    AssistantCalls calls;

    @Test
    void one_while_the_call_is_made_is_logged_with_its_cause() {
        assertIsToldAndLogged((request, handler) -> {
            throw DEFECT;
        });
    }

    @Test
    void one_while_the_answer_is_read_is_logged_with_its_cause() {
        assertIsToldAndLogged((request, handler) -> handler.onError(DEFECT));
    }

    private void assertIsToldAndLogged(BiConsumer<ChatRequest, StreamingChatResponseHandler> behaviour) {
        Attempts attempts = new Attempts(calls, new ReplyCalls(Span.getInvalid()), PreparedCall.NONE, unwatched -> {});
        try (LogLines lines = LogLines.of(Attempts.class)) {
            assertThatThrownBy(() -> attempts.stream(new Defective(behaviour), new Prompt(List.of(), "Hi"))
                            .await()
                            .atMost(Duration.ofSeconds(5)))
                    .isInstanceOfSatisfying(
                            FailureException.class,
                            known -> assertThat(known.failure().code()).isEqualTo(FailureCode.INTERNAL_ERROR));
            assertThat(lines.causes()).containsExactly(DEFECT);
            assertThat(lines.texts().getFirst()).contains("defective");
        }
        assertThat(calls.watch().running()).isZero();
    }

    private record Defective(BiConsumer<ChatRequest, StreamingChatResponseHandler> behaviour) implements Provider {

        @Override
        public String name() {
            return "defective";
        }

        @Override
        public String model() {
            return "none";
        }

        @Override
        public ProviderLimits limits() {
            return ProviderLimits.NONE;
        }

        @Override
        public Reservation reserve() {
            return Reservation.NONE;
        }

        @Override
        public StreamingChatModel streaming(ProviderCall call) {
            return new StreamingChatModel() {
                @Override
                public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
                    behaviour.accept(request, handler);
                }
            };
        }

        @Override
        public StreamingChatModel whole(ProviderCall call) {
            return streaming(call);
        }
    }
}
