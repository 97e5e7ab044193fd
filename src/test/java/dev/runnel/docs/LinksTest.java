package dev.runnel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Docs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody follows a link into nothing. */
class LinksTest {

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

    static List<String> pages() {
        return Docs.pages();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_link_to_a_file_or_a_heading_finds_it(String page) {
        assertThat(links(page)).allSatisfy(link -> {
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty() ? Path.of(page) : Path.of(page).resolveSibling(parts[0]);
            assertThat(target).exists();
            if (parts.length == 2) {
                assertThat(anchors(target.normalize().toString()))
                        .as("headings of " + target)
                        .contains(parts[1]);
            }
        });
    }

    @Test
    void every_page_can_be_reached_from_the_readme_by_two_links_at_most() {
        Set<String> near = targets("README.md").collect(Collectors.toSet());
        Set<String> reached = near.stream().flatMap(LinksTest::targets).collect(Collectors.toSet());
        reached.addAll(near);
        reached.add("README.md");

        assertThat(reached).containsAll(pages());
    }

    private static Stream<String> targets(String page) {
        return links(page).stream()
                .map(link -> link.split("#")[0])
                .filter(file -> file.endsWith(".md"))
                .map(file -> Path.of(page).resolveSibling(file).normalize().toString());
    }

    private static List<String> links(String page) {
        return outsideOfCode(page).stream()
                .flatMap(line -> LINK.matcher(line).results().map(link -> link.group(1)))
                .filter(link -> !link.matches("[a-z]+:.*"))
                .toList();
    }

    private static Set<String> anchors(String page) {
        assertThat(Files.isRegularFile(Path.of(page))).isTrue();
        return outsideOfCode(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(LinksTest::anchor)
                .collect(Collectors.toSet());
    }

    /** As GitHub makes it of a heading. */
    private static String anchor(String heading) {
        return heading.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static List<String> outsideOfCode(String page) {
        boolean[] inCode = {false};
        return Docs.lines(page).stream()
                .filter(line -> {
                    boolean fence = line.startsWith("```");
                    inCode[0] ^= fence;
                    return !fence && !inCode[0];
                })
                .toList();
    }
}
