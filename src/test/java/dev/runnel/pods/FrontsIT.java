package dev.runnel.pods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.front.Front;
import dev.runnel.front.agui.AgUiFront;
import dev.runnel.front.aisdk.AiSdkFront;
import dev.runnel.front.conversation.ConversationFront;
import dev.runnel.front.openai.ChatFront;
import dev.runnel.front.openai.ResponsesFront;
import dev.runnel.testing.BesideTheApplication;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.SseClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A pod is killed while clients of every front read from it. */
@BesideTheApplication
class FrontsIT {

    @AutoClose
    private static final Deployment deployment = new Deployment(Map.of()).startPods(2);

    @BeforeAll
    static void speak() {
        deployment.speakEvery(Duration.ofMillis(50));
    }

    @TestFactory
    Stream<DynamicTest> a_reply_continues_at_another_pod_without_a_repeated_or_missing_word() {
        return Stream.of(
                        new ConversationFront(),
                        new AiSdkFront(),
                        new AgUiFront(),
                        new ChatFront(),
                        new ResponsesFront())
                .map(front -> DynamicTest.dynamicTest(front.getClass().getSimpleName(), () -> continues(front)));
    }

    private static void continues(Front front) {
        Conversation here = Conversation.at(deployment.pod(0).port());
        Conversation there = new Conversation(deployment.pod(1).port(), here.user(), here.session());
        try (SseClient stream = front.ask(here, "hello")) {
            StringBuilder read = new StringBuilder();
            while (read.indexOf("wörd20") < 0) {
                read.append(stream.nextEvent());
            }
            deployment.restart(0);
            assertThat(front.isWhole(stream.rawBody())).isFalse();
            Optional<SseClient> back = front.comeBack(there, stream.rawBody());
            if (back.isPresent()) {
                try (SseClient rest = back.get()) {
                    assertThat(front.text(stream.rawBody(), rest.rawBody())).isEqualTo(Deployment.TEXT);
                    assertThat(front.isWhole(rest.rawBody())).isTrue();
                }
            }
        }
    }
}
