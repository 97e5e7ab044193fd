package dev.runnel.insight;

import static dev.runnel.testing.Given.asked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.GivenPrompt;
import dev.runnel.ReplyOptions;
import dev.runnel.reply.ReplyService;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Given;
import dev.runnel.testing.InsightProfiles;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What callers give that keep the conversation themselves is answered, and not looked into. */
@QuarkusTest
@TestProfile(InsightProfiles.OpenAi.class)
class GivenPromptInsightTest extends InsightTestBase {

    @Inject
    ReplyService service;

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void nobody_reads_it_beside_the_model_that_answers_even_if_the_turn_is_remembered() {
        Given given = Given.to(service);
        // So long that a session with it would be summarized.
        GivenPrompt prompt = new GivenPrompt(List.of(asked("A table in Rome. ".repeat(200))), ReplyOptions.NONE, true);
        assertThat(given.streamed(prompt).complete().suggestions()).isEmpty();
        assertThat(given.whole(prompt).suggestions()).isEmpty();
        // Whoever is looked into later is not before those two.
        contextOf("Hi", understood("greeting", ""));
        assertThat(extractions()).hasSize(1);
        assertThat(provider().requests()).noneMatch(InsightTestBase::isSummary).hasSize(4);
    }
}
