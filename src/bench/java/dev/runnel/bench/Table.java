package dev.runnel.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A table in Markdown. */
final class Table {

    private final String title;
    private final List<String> head = new ArrayList<>();

    private Table(String title) {
        this.title = title;
    }

    static Table of(String title) {
        return new Table(title);
    }

    Table head(String... columns) {
        head.addAll(List.of(columns));
        return this;
    }

    /** The whole table; nothing when it has no rows. */
    <T> String rows(List<T> rows, Function<T, List<String>> cells) {
        if (rows.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("## " + title + "\n\n");
        text.append(line(head)).append("|").append(" --- |".repeat(head.size())).append("\n");
        rows.forEach(row -> text.append(line(cells.apply(row))));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
