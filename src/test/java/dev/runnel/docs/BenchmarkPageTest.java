package dev.runnel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Docs;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nobody copies figures by hand: the benchmark writes them into its page and into the README. */
class BenchmarkPageTest {

    @Test
    void the_readme_quotes_at_most_five_figures_as_the_page_has_them_and_says_from_which_run() {
        List<String> quoted = quoted();
        List<String> table =
                quoted.stream().filter(line -> line.startsWith("|")).toList();

        assertThat(table).hasSize(3);
        assertThat(table.getLast().split("\\|")).hasSizeBetween(3, 6);
        assertThat(Docs.lines("docs/benchmark.md")).containsSubsequence(table);
        assertThat(quoted).anyMatch(line -> line.matches("From the (quick )?run of \\d{4}-\\d\\d-\\d\\d, commit .*"));
    }

    @Test
    void the_page_says_that_it_was_generated() {
        assertThat(Docs.lines("docs/benchmark.md")).anyMatch(line -> line.startsWith("<!-- Written by the benchmark"));
    }

    private static List<String> quoted() {
        List<String> readme = Docs.lines("README.md");
        int begin = readme.indexOf("<!-- Written by the benchmark: -Dbench.publish -->");
        return readme.subList(begin + 1, readme.indexOf("<!-- End -->"));
    }
}
