package dev.runnel.front.agui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.Dialect;
import dev.runnel.testing.Gate;
import dev.runnel.testing.InsightProfiles;
import dev.runnel.testing.NeedsNpm;
import dev.runnel.testing.ProviderSuite;
import dev.runnel.testing.Script;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** What an {@code HttpAgent} knows of the conversation. */
@NeedsNpm
@QuarkusTest
@TestProfile(InsightProfiles.OpenAi.class)
class AgUiStateTest extends ProviderSuite {

    @Override
    protected Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Test
    void the_context_is_in_its_state_beside_what_is_its_own_and_suggestions_come_at_the_end() {
        Gate gate = new Gate();
        provider().enqueue(Script.tokens("A table ").holdAt(gate).then("in Rome."));
        provider().enqueueNonStreaming(Script.reply("""
                {"intent":"booking","entities":[{"name":"place","value":"Rome"}],
                 "suggestions":["What about Sunday?","Cheaper ones?"]}"""));
        String address = "http://127.0.0.1:" + url.getPort() + "/api/ag-ui/" + conversation.user();
        try (AgUiAgent agent = new AgUiAgent(address, conversation.session())) {
            agent.does("ask A table in Rome").awaitEvent("STATE_DELTA");
            gate.open();
            JsonNode suggestions = agent.awaitEvent("CUSTOM");
            assertThat(suggestions.path("name").asText()).isEqualTo("suggestions");
            assertThat(suggestions.at("/value/0").asText()).isEqualTo("What about Sunday?");
            JsonNode end = agent.awaitEnd();
            assertThat(end.path("warned")).isEmpty();
            assertThat(end.path("state").toString())
                    .isEqualTo("{\"own\":1,\"context\":{\"intent\":\"booking\",\"entities\":{\"place\":\"Rome\"}}}");
            assertThat(end.at("/newMessages/0/content").asText()).isEqualTo("A table in Rome.");
        }
    }
}
