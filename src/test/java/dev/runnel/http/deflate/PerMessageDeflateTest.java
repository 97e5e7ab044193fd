package dev.runnel.http.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered to what clients offer; the offers are those of known clients, and those of RFC 7692. */
class PerMessageDeflateTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            permessage-deflate                                       | permessage-deflate
            permessage-deflate; client_max_window_bits               | permessage-deflate; client_max_window_bits=12
            permessage-deflate; client_max_window_bits=15            | permessage-deflate; client_max_window_bits=12
            permessage-deflate; client_max_window_bits=9             | permessage-deflate; client_max_window_bits=9
            permessage-deflate; client_max_window_bits="10"          | permessage-deflate; client_max_window_bits=10
            permessage-deflate;server_max_window_bits=8              | permessage-deflate; server_max_window_bits=8
            permessage-deflate; server_no_context_takeover           | permessage-deflate; server_no_context_takeover
            permessage-deflate; client_no_context_takeover           | permessage-deflate; client_no_context_takeover
            permessage-deflate; foo, permessage-deflate              | permessage-deflate
            x-webkit-deflate-frame, permessage-deflate               | permessage-deflate
            """)
    void an_offer_is_taken(String offer, String answer) {
        assertThat(PerMessageDeflate.accept(List.of(offer), false))
                .get()
                .extracting(PerMessageDeflate::answer)
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x-webkit-deflate-frame",
                "permessage-bzip2",
                "permessage-deflate; foo",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; server_max_window_bits=7",
                "permessage-deflate; server_max_window_bits=16",
                "permessage-deflate; server_max_window_bits=08",
                "permessage-deflate; client_max_window_bits=",
                "permessage-deflate; server_no_context_takeover=1",
                "permessage-deflate; client_no_context_takeover; client_no_context_takeover",
                "permessage-deflate;"
            })
    void an_offer_that_is_wrong_or_unknown_is_declined(String offer) {
        assertThat(PerMessageDeflate.accept(List.of(offer), false)).isEmpty();
    }

    @Test
    void an_offer_may_stand_in_a_line_of_its_own() {
        assertThat(PerMessageDeflate.accept(List.of("foo", "permessage-deflate"), false))
                .isPresent();
    }

    /** Firefox does not let its window be chosen, and would have 32 KiB remembered. */
    @Test
    void a_browser_that_offers_nothing_is_told_to_forget() {
        assertThat(PerMessageDeflate.accept(List.of("permessage-deflate"), true))
                .get()
                .extracting(PerMessageDeflate::answer)
                .isEqualTo("permessage-deflate; client_no_context_takeover");
    }
}
