package dev.runnel.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the browser's own recorder saw of a page's thread. It counts, and measures the processor's time, so a busy machine changes nothing. */
final class Recording {

    private static final List<String> CATEGORIES =
            List.of("devtools.timeline", "disabled-by-default-devtools.timeline");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> events;

    private Recording(List<JsonNode> events) {
        this.events = events;
    }

    /** Of all that happens in the page meanwhile. */
    static Recording of(Page page, Runnable action) {
        Browser browser = page.context().browser();
        browser.startTracing(page, new Browser.StartTracingOptions().setCategories(CATEGORIES));
        action.run();
        try {
            JsonNode trace = JSON.readTree(browser.stopTracing());
            return new Recording(
                    ofBusiestPage(StreamSupport.stream(trace.get("traceEvents").spliterator(), false)
                            .toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The recorder sees all pages of the browser; one of them works here. */
    private static List<JsonNode> ofBusiestPage(List<JsonNode> events) {
        Map<String, Long> layouts = new HashMap<>();
        events.stream().filter(named("Layout")).forEach(event -> layouts.merge(thread(event), 1L, Long::sum));
        String busiest = layouts.entrySet().stream()
                .max(Comparator.comparingLong(Map.Entry::getValue))
                .orElseThrow()
                .getKey();
        return events.stream().filter(event -> thread(event).equals(busiest)).toList();
    }

    private static String thread(JsonNode event) {
        return event.path("pid").asText() + "/" + event.path("tid").asText();
    }

    private static java.util.function.Predicate<JsonNode> named(String name) {
        return event -> event.path("name").asText().equals(name);
    }

    private Stream<JsonNode> all(String name) {
        return events.stream().filter(named(name));
    }

    long layouts() {
        return all("Layout").count();
    }

    /** The longest task, in milliseconds for which it had the processor: what others do meanwhile is not in them. */
    double longestTask() {
        return all("RunTask")
                        .mapToLong(event -> event.path("tdur").asLong())
                        .max()
                        .orElseThrow()
                / 1000.0;
    }

    /** Boxes that the largest layout had to look at. */
    int mostBoxesInALayout() {
        return all("Layout")
                .mapToInt(event -> event.at("/args/beginData/totalObjects").asInt())
                .max()
                .orElseThrow();
    }

    /** Elements whose style was computed anew at once, the most of them. */
    int mostElementsStyled() {
        return all("UpdateLayoutTree")
                .mapToInt(event -> event.at("/args/elementCount").asInt())
                .max()
                .orElseThrow();
    }
}
