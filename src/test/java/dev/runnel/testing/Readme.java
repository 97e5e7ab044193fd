package dev.runnel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The tables of the README, so that tests can hold them against the code. */
public final class Readme {

    private Readme() {}

    /** The rows of the one table whose header begins with these cells; each row a list of cells without backticks. */
    public static List<List<String>> table(String... header) {
        String start = "| " + String.join(" | ", header) + " |";
        List<String> lines = lines();
        int at = lines.indexOf(lines.stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("README.md has no table " + start)));
        // The header is followed by its rule.
        return lines.subList(at + 2, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .map(Readme::cells)
                .toList();
    }

    private static List<String> cells(String line) {
        String[] cells = line.substring(1, line.lastIndexOf('|')).split("\\|");
        return Arrays.stream(cells).map(cell -> cell.strip().replace("`", "")).toList();
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(Path.of("README.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
