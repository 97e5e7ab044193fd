package dev.runnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that a newcomer reads at once is about one subject. */
class FileLengthTest {

    private static final int TOO_LONG = 250;

    @ParameterizedTest
    @ValueSource(strings = {"src/main/java", "src/test/java", "src/bench/java", "src/main/resources/web"})
    void every_file_of_code_is_short(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            assertThat(files.filter(FileLengthTest::isCode)).isNotEmpty().allSatisfy(file -> assertThat(lines(file))
                    .as(file.toString())
                    .isLessThan(TOO_LONG));
        }
    }

    private static boolean isCode(Path file) {
        return file.toString().matches(".*[.](java|ts|tsx|css)");
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
