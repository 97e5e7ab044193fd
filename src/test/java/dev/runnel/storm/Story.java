package dev.runnel.storm;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that helps to understand what went wrong with a reply. */
final class Story {

    private Story() {}

    static String of(ViewedReply reply, StormRun storm, List<Violation> found, Remembered remembered) {
        Span life = reply.life();
        String id = reply.door().replyId().orElse("without a name");
        StringBuilder story = new StringBuilder(
                "### Reply " + id + " of " + reply.question() + ", " + life + ", " + storm.standing(reply) + "\n\n");
        found.forEach(violation -> story.append("- ")
                .append(violation.kind())
                .append(": ")
                .append(violation.what())
                .append('\n'));
        section(story, "Faults", storm.diary().during(life));
        section(story, "Pods", storm.logs().about(id, life));
        for (StormViewer viewer : reply.viewers()) {
            section(
                    story,
                    viewer.reading().viewer() + ", who has read: "
                            + viewer.reading().text(),
                    viewer.visits().stream().map(Visit::toString));
        }
        section(story, "The transcript", remembered.messages().stream());
        section(story, "The log", remembered.events().stream().map(StormEvent::json));
        return story.toString();
    }

    private static void section(StringBuilder story, String title, Stream<String> lines) {
        story.append('\n').append(title).append('\n');
        story.append(lines.map(line -> "    " + line + "\n").collect(Collectors.joining()));
    }
}
