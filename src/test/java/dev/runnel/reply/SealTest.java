package dev.runnel.reply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.UserId;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SealTest {

    private static final UserId ADA = new UserId("ada");
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes();
    private static final String TEXT = "Ada likes waves. 🌊";

    private final Seal seal = new Seal(ADA, KEY);

    @Test
    void a_text_comes_back_as_it_was() {
        assertThat(seal.open(seal.close(TEXT))).hasValue(TEXT);
        assertThat(seal.open(seal.close(""))).hasValue("");
    }

    @Test
    void the_same_text_looks_different_each_time() {
        assertThat(seal.close(TEXT)).isNotEqualTo(seal.close(TEXT));
    }

    @Test
    void neither_another_user_nor_another_key_opens_it() {
        String closed = seal.close(TEXT);
        assertThat(new Seal(new UserId("eve"), KEY).open(closed)).isEmpty();
        byte[] other = KEY.clone();
        other[0]++;
        assertThat(new Seal(ADA, other).open(closed)).isEmpty();
    }

    @Test
    void a_change_of_any_byte_is_noticed() {
        byte[] closed = Base64.getUrlDecoder().decode(seal.close(TEXT));
        for (int i = 0; i < closed.length; i++) {
            byte[] changed = closed.clone();
            changed[i] ^= 1;
            assertThat(seal.open(Base64.getUrlEncoder().encodeToString(changed)))
                    .as("byte %d", i)
                    .isEmpty();
        }
    }

    @Test
    void what_was_never_closed_is_not_opened() {
        for (String invented : new String[] {"", "AQ", "AQAAAAAAAAAAAAAAAA", "no base64!", "gAAAAABpM0Yj-x=="}) {
            assertThat(seal.open(invented)).as(invented).isEmpty();
        }
    }

    /** Clients keep what older versions closed. */
    @Test
    void the_first_form_can_always_be_read() {
        assertThat(seal.open("AQABAgMEBQYHCAkKC2yB2ly1cbnJ2_wG3weqoirG-JwLtoAwcMEm8UwTyzP0U7LgrSs"))
                .hasValue(TEXT);
    }
}
