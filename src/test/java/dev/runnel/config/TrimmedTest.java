package dev.runnel.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrimmedTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key",
                " key ",
                "key\n",
                "\r\nkey\r\n",
                "\tkey",
                "\uFEFFkey",
                "key\u200B",
                "\"key\"",
                "'key'\n",
                "\" key \""
            })
    void what_comes_around_a_value_on_its_way_is_no_part_of_it(String written) {
        assertThat(new Trimmed().convert(written)).isEqualTo("key");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\"\"", "''", " \" \" "})
    void what_is_nothing_else_is_not_set(String written) {
        assertThat(new Trimmed().convert(written)).isNull();
    }

    @Test
    void what_is_within_stays() {
        assertThat(new Trimmed().convert("\"a 'b' c\"")).isEqualTo("a 'b' c");
        assertThat(new Trimmed().convert("\"a")).isEqualTo("\"a");
        assertThat(new Trimmed().convert("\"")).isEqualTo("\"");
    }
}
