package dev.runnel.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The instructions of a Dockerfile, each on one line. */
record Dockerfile(List<String> instructions) {

    static Dockerfile of(String file) {
        try {
            String text = Files.readString(Path.of(file))
                    .replaceAll("(?m)^\\s*#.*\\n?", "")
                    .replaceAll("\\\\\\n\\s*", "");
            return new Dockerfile(Arrays.stream(text.split("\\n"))
                    .filter(line -> !line.isBlank())
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What follows each of these instructions. */
    List<String> all(String instruction) {
        return instructions.stream()
                .filter(line -> line.startsWith(instruction + " "))
                .map(line -> line.substring(instruction.length() + 1).strip())
                .toList();
    }
}
