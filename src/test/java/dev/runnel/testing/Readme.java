package dev.runnel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tables and examples of the README, so that tests can hold them against the code. */
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

    /** The fenced blocks below this heading, up to the next one. */
    public static List<String> examples(String heading) {
        List<String> lines = lines();
        int at = lines.indexOf(heading);
        if (at < 0) {
            throw new AssertionError("README.md has no heading " + heading);
        }
        List<String> blocks = new ArrayList<>();
        StringBuilder block = null;
        for (String line : lines.subList(at + 1, lines.size())) {
            if (block == null && line.startsWith("#")) {
                return blocks;
            } else if (block == null && line.startsWith("```")) {
                block = new StringBuilder();
            } else if (block != null && line.equals("```")) {
                blocks.add(block.toString());
                block = null;
            } else if (block != null) {
                block.append(line).append('\n');
            }
        }
        return blocks;
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
