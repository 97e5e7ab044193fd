package dev.runnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * {@code quarkus:dev} starts on a machine that has built nothing before. In development mode alone, Quarkus adds a debugger
 * to its templates, and not every registry has that in this version. Starting development mode takes too long for each
 * build, so this holds what makes it start.
 */
class DevelopmentModeTest {

    /** Optional ones count, because Quarkus adds an extension's optional parts by itself. */
    private static final Pattern UNUSED = Pattern.compile("<scope>(test|provided)</scope>");

    private static final String TEMPLATES = "qute";
    private static final String OBSERVER = "io.quarkus.qute.runtime.debug.DebugQuteEngineObserver";

    private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>.*?</dependency>");
    private static final Pattern ID = Pattern.compile("<groupId>([^<]+)</groupId>\\s+<artifactId>([^<]+)</artifactId>");

    @Test
    void each_dependency_that_brings_templates_comes_without_their_debugger() throws IOException {
        List<String> bringing = direct().stream()
                .filter(dependency -> brings(id(dependency).orElseThrow()))
                .toList();

        assertThat(bringing)
                .as("if there are none, the exclusions in pom.xml can go")
                .isNotEmpty()
                .allSatisfy(dependency -> assertThat(dependency).contains("<artifactId>qute-debug</artifactId>"));
    }

    @Test
    void the_observer_that_needs_the_debugger_is_left_out_of_the_application() throws IOException {
        assertThat(resource(OBSERVER.replace('.', '/') + ".class"))
                .as("if Quarkus has no such class, its name in application.properties can go")
                .isPresent();
        assertThat(Files.readString(Path.of("src/main/resources/application.properties")))
                .containsPattern("quarkus[.]arc[.]exclude-types=(.*\\\\\n)*.*" + Pattern.quote(OBSERVER));
    }

    private static List<String> direct() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        return dependencies(pom.substring(pom.indexOf("</dependencyManagement>"), pom.indexOf("<build>")));
    }

    private static boolean brings(String artifact) {
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(artifact));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (seen.add(next)) {
                resource("META-INF/maven/" + next + "/pom.xml").stream()
                        .flatMap(pom -> dependencies(pom).stream())
                        .filter(dependency -> !UNUSED.matcher(dependency).find())
                        .flatMap(dependency -> id(dependency).stream())
                        .forEach(open::push);
            }
        }
        return seen.stream().anyMatch(found -> found.contains(TEMPLATES));
    }

    private static List<String> dependencies(String pom) {
        String used = pom.replaceAll("(?s)<(dependencyManagement|build|profiles)>.*?</\\1>", "");
        return DEPENDENCY.matcher(used).results().map(found -> found.group()).toList();
    }

    private static Optional<String> id(String dependency) {
        return ID.matcher(dependency)
                .results()
                .map(found -> found.group(1) + "/" + found.group(2))
                .findFirst();
    }

    private static Optional<String> resource(String name) {
        try (InputStream in = DevelopmentModeTest.class.getClassLoader().getResourceAsStream(name)) {
            return Optional.ofNullable(in).map(DevelopmentModeTest::text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
