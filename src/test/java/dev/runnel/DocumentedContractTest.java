package dev.runnel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.runnel.testing.BesideTheApplication;
import dev.runnel.testing.Docs;
import dev.runnel.testing.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documentation says in tables is what the code does. */
@BesideTheApplication
class DocumentedContractTest {

    private static final ReplyId REPLY = new ReplyId("r");
    private static final SessionId SESSION = new SessionId("s");

    @Test
    void the_configuration_table_lists_every_setting_with_its_variable_and_default() {
        List<List<String>> documented =
                Docs.table("docs/configuration.md", "Property", "Environment", "Default").stream()
                        .map(row -> row.subList(0, 3))
                        .toList();

        assertThat(documented)
                .containsExactlyElementsOf(Settings.all().stream()
                        .map(setting -> List.of(
                                setting.property(),
                                setting.environment(),
                                setting.effective().isEmpty() ? "none" : setting.effective()))
                        .toList());
    }

    @Test
    void every_setting_has_a_reason() {
        assertThat(Docs.table("docs/configuration.md", "Property", "Environment", "Default"))
                .allSatisfy(row -> assertThat(row.get(3)).isNotBlank());
    }

    @Test
    void a_default_that_is_said_twice_is_the_same_both_times() {
        assertThat(Settings.all())
                .allSatisfy(setting -> assertThat(setting.effective()).isEqualTo(setting.declared()));
    }

    @Test
    void the_event_table_names_the_fields_that_are_sent() {
        Map<String, List<String>> documented = Docs.table("docs/wire.md", "Type", "Fields").stream()
                .collect(Collectors.toMap(
                        row -> row.get(0),
                        row -> Arrays.stream(row.get(1).split(", ")).sorted().toList()));

        assertThat(documented).isEqualTo(fieldsByType());
    }

    private static Map<String, List<String>> fieldsByType() {
        Failure failure = new Failure(FailureCode.RATE_LIMITED, "wait", Optional.of(Duration.ofSeconds(1)));
        return Stream.of(
                        new ReplyEvent.Progress(ReplyEvent.Stage.PROCESSING, REPLY, SESSION),
                        new ReplyEvent.QueueChanged(1, REPLY, SESSION),
                        new ReplyEvent.Steered("shorter", REPLY, REPLY, SESSION),
                        new ReplyEvent.ContextChanged("booking", Map.of("place", "Rome")),
                        new ReplyEvent.Reasoning("thought"),
                        new ReplyEvent.Chunk("text"),
                        new ReplyEvent.ToolCalls(List.of(new ToolCall("a", "search", "{}"))),
                        new ReplyEvent.Complete(
                                List.of(), SESSION, REPLY, "demo", "demo", FinishReason.STOP, Usage.NONE),
                        new ReplyEvent.Failed(failure, REPLY, SESSION))
                .map(event -> fields(EventJson.write(new SequencedEvent(0, event))))
                .collect(Collectors.toMap(
                        fields -> (String) fields.get("type"),
                        Function.<Map<String, ?>>identity().andThen(DocumentedContractTest::namesBesideTypeAndSeq),
                        (some, others) -> Stream.concat(some.stream(), others.stream())
                                .distinct()
                                .sorted()
                                .toList()));
    }

    private static List<String> namesBesideTypeAndSeq(Map<String, ?> fields) {
        TreeSet<String> names = new TreeSet<>(fields.keySet());
        names.removeAll(List.of("type", "seq"));
        return List.copyOf(names);
    }

    private static Map<String, ?> fields(String json) {
        try {
            return new ObjectMapper().readerForMapOf(Object.class).readValue(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
