package dev.runnel.bench;

import java.util.List;
import java.util.Locale;

/** CPU per token as bars, one for each row that has it, in SVG. */
final class Plot {

    private static final int LABEL = 260;
    private static final int WIDTH = 760;
    private static final int BAR = 22;
    private static final int GAP = 8;

    private final List<Steady> rows;
    private final double most;

    Plot(List<Steady> rows) {
        this.rows = rows.stream().filter(row -> !Double.isNaN(row.cpuMicros())).toList();
        this.most = this.rows.stream().mapToDouble(Steady::cpuMicros).max().orElse(1);
    }

    String svg() {
        StringBuilder svg = new StringBuilder();
        int height = 40 + rows.size() * (BAR + GAP);
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                .formatted(WIDTH, height));
        svg.append(" font-size=\"13\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        svg.append("<text x=\"10\" y=\"20\" font-weight=\"bold\">CPU per token, microseconds</text>\n");
        for (int i = 0; i < rows.size(); i++) {
            svg.append(bar(rows.get(i), 32 + i * (BAR + GAP)));
        }
        return svg.append("</svg>\n").toString();
    }

    private String bar(Steady row, int y) {
        double length = row.cpuMicros() / most * (WIDTH - LABEL - 60);
        int baseline = y + BAR - 6;
        return String.format(
                Locale.ROOT,
                "<text x=\"10\" y=\"%d\">%s × %d</text>\n<rect x=\"%d\" y=\"%d\" width=\"%.0f\" height=\"%d\" "
                        + "fill=\"%s\"/>\n<text x=\"%.0f\" y=\"%d\">%.1f</text>\n",
                baseline,
                row.subject(),
                row.streams(),
                LABEL,
                y,
                length,
                BAR,
                row.subject().startsWith("Runnel") ? "#2f6f9f" : "#9aa5ad",
                LABEL + length + 6,
                baseline,
                row.cpuMicros());
    }
}
