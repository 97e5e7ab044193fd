package dev.runnel.front.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.FailureCode;
import dev.runnel.http.FailureStatus;
import dev.runnel.testing.Conversation;
import dev.runnel.testing.Docs;
import dev.runnel.testing.Profiles;
import dev.runnel.testing.ResourceMethods;
import dev.runnel.testing.SseClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URL;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The document under {@code /q/openapi} says what the service does, all of it and nothing else. */
@QuarkusTest
@TestProfile(Profiles.OpenAi.class)
class OpenApiTest {

    @TestHTTPResource
    URL url;

    private JsonNode document;

    @BeforeEach
    void read() {
        try (SseClient client = SseClient.get(url.getPort(), "/q/openapi?format=json")) {
            document = Conversation.json(client.rawBody());
        }
    }

    @Test
    void every_resource_method_is_documented_and_no_other() {
        Set<String> documented = new TreeSet<>();
        operations((path, verb, operation) -> documented.add(verb + " " + path));
        Set<String> declared = new TreeSet<>();
        ResourceMethods.all().forEach(method -> declared.add(method.verb() + " " + method.path()));
        assertThat(documented).isEqualTo(declared);
    }

    @Test
    void every_error_code_appears_with_its_status_and_the_body_that_is_sent() {
        Set<String> shown = new TreeSet<>();
        operations((path, verb, operation) -> operation
                .path("responses")
                .properties()
                .forEach(response -> response.getValue()
                        .path("content")
                        .properties()
                        .forEach(content -> content.getValue()
                                .path("examples")
                                .properties()
                                .forEach(example -> {
                                    FailureCode code =
                                            FailureCode.valueOf(example.getKey().toUpperCase(Locale.ROOT));
                                    assertThat(response.getKey()).isEqualTo(String.valueOf(FailureStatus.of(code)));
                                    assertThat(content.getKey()).isEqualTo(bodyOfARefusalAt(path));
                                    assertThat(example.getValue().path("value").toString())
                                            .contains(example.getKey());
                                    shown.add(example.getKey());
                                }))));
        List<String> codes =
                Arrays.stream(FailureCode.values()).map(FailureCode::wireName).toList();
        assertThat(shown).containsExactlyInAnyOrderElementsOf(codes);
        assertThat(texts(document.at("/components/schemas/Code/enum"))).containsExactlyElementsOf(codes);
    }

    @Test
    void every_event_has_its_schema_with_the_fields_that_are_documented() {
        for (List<String> row : Docs.table("docs/wire.md", "Type", "Fields")) {
            String ref = document.at("/components/schemas/Event/discriminator/mapping/" + row.get(0))
                    .asText();
            Set<String> fields = new TreeSet<>(List.of(row.get(1).split(", ")));
            fields.addAll(List.of("type", "seq"));
            assertThat(names(document.at(ref.substring(1)).path("properties"))).isEqualTo(fields);
        }
    }

    @Test
    void every_field_that_is_taken_of_a_chat_request_is_in_its_schema_and_no_other() {
        Set<String> taken = new TreeSet<>();
        Docs.table("docs/front-ends.md", "Field", "What becomes of it").stream()
                .filter(row -> !row.get(1).startsWith("Refused") && !row.get(1).startsWith("Ignored"))
                .forEach(row -> taken.addAll(List.of(row.getFirst().split(", "))));
        assertThat(names(document.at("/components/schemas/ChatRequest/properties")))
                .isEqualTo(taken);
    }

    @Test
    void every_operation_has_examples_and_needs_a_token() {
        operations((path, verb, operation) -> {
            assertThat(operation.path("summary").asText()).isNotBlank();
            if (operation.has("requestBody")) {
                assertThat(resolved(operation.path("requestBody"))
                                .findPath("example")
                                .isMissingNode())
                        .as("%s %s has an example of its body", verb, path)
                        .isFalse();
            }
            JsonNode ok = resolved(operation.path("responses").path("200"));
            assertThat(ok.isMissingNode()
                            || ok.has("content") && !ok.findPath("example").isMissingNode())
                    .as("%s %s has an example of its answer", verb, path)
                    .isTrue();
            assertThat(operation.path("responses").has("401")).isTrue();
        });
        assertThat(document.at("/security/0").has("bearer")).isTrue();
        assertThat(document.at("/components/securitySchemes/bearer/scheme").asText())
                .isEqualTo("bearer");
    }

    @Test
    void every_reference_leads_somewhere() {
        assertThat(document.findValuesAsText("$ref")).isNotEmpty().allSatisfy(ref -> assertThat(
                        document.at(ref.substring(1)).isMissingNode())
                .as(ref)
                .isFalse());
    }

    private static String bodyOfARefusalAt(String path) {
        if (Stream.of("/api/ai-sdk/", "/api/ag-ui/", "/v1/").anyMatch(path::startsWith)) {
            return "application/json";
        }
        return ConversationRefusals.isStream(path) ? "text/event-stream" : "application/problem+json";
    }

    private interface Visitor {
        void visit(String path, String verb, JsonNode operation);
    }

    private void operations(Visitor visitor) {
        List<String> verbs = List.of("get", "post", "put", "delete", "patch");
        document.path("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(operation -> verbs.contains(operation.getKey()))
                .forEach(operation -> visitor.visit(
                        path.getKey(), operation.getKey().toUpperCase(Locale.ROOT), operation.getValue())));
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static Set<String> names(JsonNode object) {
        return new TreeSet<>(object.properties().stream().map(Map.Entry::getKey).toList());
    }

    private static Stream<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText);
    }
}
