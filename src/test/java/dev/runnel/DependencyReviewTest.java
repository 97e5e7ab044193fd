package dev.runnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Docs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No dependency is taken in without its licence, its reason and its way to be renewed. */
class DependencyReviewTest {

    private static final Pattern DEPENDENCY =
            Pattern.compile("<groupId>([^<]+)</groupId>\\s+<artifactId>([^<]+)</artifactId>");

    @Test
    void every_direct_dependency_is_reviewed_and_no_other() throws IOException {
        assertThat(Docs.table("docs/dependencies.md", "Dependency", "Licence", "Why it earns its place").stream()
                        .map(List::getFirst))
                .containsExactlyInAnyOrderElementsOf(declared());
    }

    @Test
    void nothing_in_the_review_is_left_open() {
        assertThat(Docs.table("docs/dependencies.md", "Dependency", "Licence", "Why it earns its place"))
                .allSatisfy(row -> assertThat(row).hasSize(4).noneMatch(String::isBlank));
    }

    private static List<String> declared() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String direct = pom.substring(pom.indexOf("</dependencyManagement>"), pom.indexOf("<build>"));
        return DEPENDENCY
                .matcher(direct.replaceAll("(?s)<exclusions>.*?</exclusions>", ""))
                .results()
                .map(found -> name(found.group(1), found.group(2)))
                // One that has machine code is declared for each processor.
                .distinct()
                .toList();
    }

    /** Two of them are called {@code playwright}, two {@code react} and two {@code react-dom}. */
    private static String name(String group, String artifact) {
        if (group.endsWith(".types")) {
            return "@types/" + artifact;
        }
        return group.endsWith(".axe-core") ? "axe-core:" + artifact : artifact;
    }
}
