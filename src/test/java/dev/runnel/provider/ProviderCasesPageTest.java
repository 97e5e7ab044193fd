package dev.runnel.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Dialect;
import dev.runnel.testing.ProviderCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that lists the cases and where they were seen. */
class ProviderCasesPageTest {

    private static final Path PAGE = Path.of("docs/provider-cases.md");

    @Test
    void each_case_is_a_row_with_its_source() throws IOException {
        List<String> rows = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        List<ProviderCase> cases = Arrays.stream(Dialect.values())
                .flatMap(dialect -> ProviderCase.of(dialect).stream())
                .toList();

        assertThat(rows).hasSameSizeAs(cases);
        assertThat(cases).allSatisfy(one -> assertThat(rows)
                .anySatisfy(row ->
                        assertThat(row).startsWith("| `" + one.name() + "` |").endsWith("| " + one.source() + " |")));
    }

    @Test
    void no_two_cases_have_one_name() {
        assertThat(Arrays.stream(Dialect.values())
                        .flatMap(dialect -> ProviderCase.of(dialect).stream())
                        .map(ProviderCase::name))
                .doesNotHaveDuplicates();
    }

    /** The suites would pass without a case. */
    @Test
    void both_formats_have_their_cases() {
        assertThat(Stream.of(Dialect.values())
                        .map(dialect -> ProviderCase.of(dialect).size()))
                .allMatch(count -> count >= 25);
    }
}
