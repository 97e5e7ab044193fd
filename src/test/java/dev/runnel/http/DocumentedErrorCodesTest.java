package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.FailureCode;
import dev.runnel.testing.Docs;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentedErrorCodesTest {

    @Test
    void every_error_code_is_documented_with_its_status_and_sentence() {
        assertThat(Docs.table("docs/wire.md", "Code", "HTTP", "Retryable", "Message"))
                .containsExactlyElementsOf(Arrays.stream(FailureCode.values())
                        .map(code -> List.of(
                                code.wireName(),
                                String.valueOf(FailureStatus.of(code)),
                                code.retryable() ? "yes" : "no",
                                code.sentence()))
                        .toList());
    }
}
