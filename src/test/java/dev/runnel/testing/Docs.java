package dev.runnel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The README and the pages in {@code docs}: their tables and examples, so that tests can hold them against the code.
 */
public final class Docs {

    /**
     * A fenced block of code.
     *
     * @param page its file
     * @param heading the nearest heading above it, with its {@code #}
     * @param language what stands behind the fence
     * @param text its lines
     */
    public record Block(String page, String heading, String language, String text) {}

    private Docs() {}

    /** The README first. */
    public static List<String> pages() {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            return Stream.concat(
                            Stream.of("README.md"),
                            docs.map(Path::toString)
                                    .filter(page -> page.endsWith(".md"))
                                    .sorted())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The rows of the first table on the page whose header begins with these cells; each row a list of cells without
     * backticks.
     */
    public static List<List<String>> table(String page, String... header) {
        String start = "| " + String.join(" | ", header) + " |";
        List<String> lines = lines(page);
        int at = lines.indexOf(lines.stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError(page + " has no table " + start)));
        // The header is followed by its rule.
        return lines.subList(at + 2, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .map(Docs::cells)
                .toList();
    }

    /** All blocks of code on a page. */
    public static List<Block> blocks(String page) {
        List<Block> blocks = new ArrayList<>();
        String heading = "";
        String language = null;
        StringBuilder text = new StringBuilder();
        for (String line : lines(page)) {
            if (language == null && line.startsWith("#")) {
                heading = line;
            } else if (language == null && line.startsWith("```")) {
                language = line.substring(3);
            } else if (language != null && line.equals("```")) {
                blocks.add(new Block(page, heading, language, text.toString()));
                language = null;
                text.setLength(0);
            } else if (language != null) {
                text.append(line).append('\n');
            }
        }
        return blocks;
    }

    /** The blocks below this heading, up to the next one, without those that are output. */
    public static List<String> examples(String page, String heading) {
        List<String> found = blocks(page).stream()
                .filter(block ->
                        block.heading().equals(heading) && !block.language().equals("text"))
                .map(Block::text)
                .toList();
        if (found.isEmpty()) {
            throw new AssertionError(page + " has no example below " + heading);
        }
        return found;
    }

    /** The lines of a page. */
    public static List<String> lines(String page) {
        try {
            return Files.readAllLines(Path.of(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> cells(String line) {
        String[] cells = line.substring(1, line.lastIndexOf('|')).split("\\|");
        return Arrays.stream(cells).map(cell -> cell.strip().replace("`", "")).toList();
    }
}
