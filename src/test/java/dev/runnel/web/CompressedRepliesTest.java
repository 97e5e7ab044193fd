package dev.runnel.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.FrontEndProcess;
import dev.runnel.testing.NeedsNpm;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As events and messages are sent to clients that can read them compressed. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class CompressedRepliesTest extends EncodedRepliesContract {

    @Override
    String streamEncoding() {
        return "gzip";
    }

    @Override
    String socketExtensions() {
        return "permessage-deflate; client_max_window_bits=12";
    }

    /** zlib reads here, with windows as small as they were agreed to be. */
    @NeedsNpm
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"threshold":0}
            {"threshold":0,"serverMaxWindowBits":9,"clientMaxWindowBits":9}
            {"threshold":0,"serverMaxWindowBits":15,"clientMaxWindowBits":15}
            {"threshold":0,"serverNoContextTakeover":true,"clientNoContextTakeover":true}
            """)
    void ws_in_whatever_was_agreed(String deflate) {
        gate.open();
        String question = IntStream.range(0, 2000).mapToObj(Integer::toString).collect(Collectors.joining(" "));
        try (FrontEndProcess client = new FrontEndProcess(
                "ws.mjs", "ws://127.0.0.1:" + url.getPort() + "/api/conversation-socket/" + user, deflate)) {
            JsonNode opened = client.await(line -> line.has("extensions"));
            assertThat(opened.at("/extensions").asText()).isEqualTo("permessage-deflate");
            for (int time = 0; time < 3; time++) {
                client.tell("{\"type\":\"ask\",\"message\":\"" + question.substring(time, 7000) + "\"}");
                client.await(line -> line.at("/message/type").asText().equals("complete"));
            }
            assertThat(provider.requests().getLast().messages().getLast().text())
                    .isEqualTo(question.substring(2, 7000));
        }
    }
}
