package dev.runnel.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a model thinks, from all the fields in which it comes. */
class ReasoningTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'reasoning_content':'Hm. ','content':null}",
                "{'reasoning':'Hm. '}",
                "{'thinking':'Hm. '}",
                "{'reasoning_details':[{'type':'reasoning.text','text':'Hm. '},{'type':'reasoning.encrypted','data':'x'}]}",
                "{'reasoning_details':[{'type':'reasoning.summary','summary':'Hm. '}]}",
                "{'thinking_blocks':[{'type':'thinking','thinking':'Hm. ','signature':'x'}]}",
                "{'content':[{'type':'thinking','thinking':[{'type':'text','text':'Hm. '}]}]}",
                "{'content':[{'type':'thinking','thinking':'Hm. '}]}",
                "{'content':[{'type':'reasoning','text':'Hm. '}]}",
                "{'reasoning':'Hm. ','reasoning_content':'Hm. ','reasoning_details':[{'text':'Hm. '}]}",
                "{'reasoning_details':[{'text':'Hm. '}],'reasoning':'Hm. '}"
            })
    void it_is_read_once_whatever_its_field_is_called(String delta) throws IOException {
        WireChunk chunk = read("{'choices':[{'delta':" + delta + "}]}");
        assertThat(chunk.thought()).isEqualTo("Hm. ");
        assertThat(chunk.isThinking()).isTrue();
        assertThat(chunk.text()).isEmpty();
    }

    @Test
    void what_only_the_provider_can_read_is_a_sign_and_no_text() throws IOException {
        WireChunk chunk =
                read("{'choices':[{'delta':{'reasoning_details':[{'type':'reasoning.encrypted','data':'x'}]}}]}");
        assertThat(chunk.isThinking()).isTrue();
        assertThat(chunk.thought()).isEmpty();
    }

    @Test
    void the_pieces_follow_each_other_and_no_character_is_split() {
        ReasoningText shown = new ReasoningText(true);
        assertThat(shown.next(thought("a\uD83C"), "")).isEqualTo("a");
        assertThat(shown.next(thought("\uDF0Ab"), "")).isEqualTo("🌊b");
        assertThat(shown.next(WireChunk.text("text"), " tagged")).isEqualTo(" tagged");
    }

    @Test
    void a_whole_message_adds_what_was_not_told_before() {
        ReasoningText shown = new ReasoningText(true);
        shown.next(thought("Let me "), "");
        assertThat(shown.next(message("Let me see"), "")).isEqualTo("see");
        assertThat(shown.next(message("Let me see"), "")).isEmpty();
    }

    @Test
    void nothing_of_it_goes_further_if_it_is_not_to_be_shown() {
        ReasoningText hidden = new ReasoningText(false);
        assertThat(hidden.next(thought("secret"), "secret")).isEmpty();
    }

    private static WireChunk thought(String thought) {
        return WireChunk.text("").thinking(thought);
    }

    private static WireChunk message(String thought) {
        return WireChunk.of("", "text", false, null, null, null).thinking(thought);
    }

    private static WireChunk read(String json) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(json.replace('\'', '"'))) {
            parser.nextToken();
            return new OpenAiChunkReader(parser).readChunk();
        }
    }
}
