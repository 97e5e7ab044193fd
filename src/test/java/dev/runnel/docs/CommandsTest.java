package dev.runnel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.BesideTheApplication;
import dev.runnel.testing.Docs;
import dev.runnel.testing.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands of the documentation, as far as they can be checked without Docker, a cluster, keys and a build: the
 * shell can read them, and what they name exists.
 */
@BesideTheApplication
class CommandsTest {

    /** The framework's, which no {@code @ConfigMapping} of Runnel declares. */
    private static final Set<String> OF_QUARKUS = Set.of(
            "QUARKUS_HTTP_CORS_ENABLED",
            "QUARKUS_HTTP_CORS_ORIGINS",
            "QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM",
            "QUARKUS_REDIS_TLS_TRUST_CERTIFICATE_PEM_CERTS",
            "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
            "MP_JWT_VERIFY_ISSUER",
            "MP_JWT_VERIFY_AUDIENCES");

    private static final Pattern VARIABLE = Pattern.compile("(?m)(?:^|\\s|=)([A-Z][A-Z_]{3,})=");
    private static final Pattern FILE = Pattern.compile("(?<![\\w/.-])((?:deploy|k8s|src)/[\\w./-]+|\\./mvnw)");
    private static final Pattern PROPERTY = Pattern.compile("-D(bench\\.\\w+)");
    private static final Pattern PROFILE = Pattern.compile("mvnw .*-P(\\w+)");
    private static final Pattern MAIN = Pattern.compile("-Dbench\\.main=(\\S+)");

    static Stream<Docs.Block> commands() {
        return Docs.pages().stream().flatMap(page -> Docs.blocks(page).stream()).filter(block -> block.language()
                .equals("shell"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void the_shell_can_read_it(Docs.Block block) throws IOException, InterruptedException {
        Process shell =
                new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        try (var input = shell.outputWriter(StandardCharsets.UTF_8)) {
            input.write(block.text());
        }
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(shell.waitFor()).isZero();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_file_that_it_names_exists(Docs.Block block) {
        assertThat(found(FILE, block))
                .allSatisfy(file -> assertThat(Path.of(file)).exists());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_variable_that_it_sets_is_a_setting(Docs.Block block) {
        // Where a setting has <NAME>, people name a provider.
        Pattern settings = Pattern.compile(Settings.all().stream()
                .map(setting -> setting.environment().replace("<NAME>", "[A-Z_]+"))
                .collect(Collectors.joining("|")));
        assertThat(found(VARIABLE, block)).allSatisfy(variable -> assertThat(OF_QUARKUS.contains(variable)
                        || settings.matcher(variable).matches())
                .as(variable)
                .isTrue());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void what_it_asks_of_the_build_is_in_the_pom(Docs.Block block) {
        String pom = text("pom.xml");
        assertThat(found(PROPERTY, block))
                .allSatisfy(property -> assertThat(pom).containsAnyOf("<" + property + ">", "<" + property + "/>"));
        assertThat(found(PROFILE, block)).allSatisfy(profile -> assertThat(pom).contains("<id>" + profile + "</id>"));
        assertThat(found(MAIN, block))
                .allSatisfy(main -> assertThat(Path.of("src/bench/java", main.replace('.', '/') + ".java"))
                        .exists());
    }

    @Test
    void what_is_checked_here_is_found_in_the_commands() {
        String all = commands().map(Docs.Block::text).collect(Collectors.joining());
        assertThat(List.of(VARIABLE, FILE, PROPERTY, PROFILE, MAIN))
                .allMatch(pattern -> pattern.matcher(all).find());
    }

    private static List<String> found(Pattern pattern, Docs.Block block) {
        Matcher matcher = pattern.matcher(block.text());
        return matcher.results().map(match -> match.group(1)).toList();
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
