package dev.runnel.web;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** What axe finds in a page: all that it knows by itself, however slight, and what it takes for good practice. */
final class Axe {

    private static final String EVERYTHING = "{}";
    /** The themes differ in nothing else. */
    private static final String COLOURS =
            "{ runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }";

    private Axe() {}

    /** In both themes, each finding with its elements. */
    static List<String> findings(Page page) {
        load(page);
        return Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
                .flatMap(scheme -> findings(page, scheme))
                .toList();
    }

    private static Stream<String> findings(Page page, ColorScheme scheme) {
        // A colour on its way to another one is neither.
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
        List<?> found = (List<?>) page.evaluate("""
                async () => (await axe.run(%s)).violations
                    .map(found => found.id + ': ' + found.nodes.map(node => node.html).join(', '))
                """.formatted(scheme == ColorScheme.LIGHT ? EVERYTHING : COLOURS));
        return found.stream().map(finding -> scheme + " " + finding);
    }

    private static void load(Page page) {
        if (Boolean.TRUE.equals(page.evaluate("'axe' in window"))) {
            return;
        }
        try (InputStream axe = Axe.class.getResourceAsStream("/axe.min.js")) {
            page.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
