package dev.runnel.http;

import java.util.function.Consumer;

/** Takes frames of an event stream apart that a front has made, for a client that gets them as messages. */
public final class EventStreamData {

    private static final String DATA = "data: ";
    private static final String DONE = "[DONE]";
    private static final String END = "\n\n";

    private EventStreamData() {}

    /**
     * The data of each frame, without what is there for streams alone: names of events, comments, and the word that the
     * stream has ended.
     *
     * @param frames whole ones, none with more than one line of data
     */
    public static void forEach(String frames, Consumer<String> data) {
        for (int from = 0; from < frames.length(); ) {
            int end = frames.indexOf(END, from);
            int line = frames.startsWith(DATA, from) ? from : frames.indexOf("\n" + DATA, from) + 1;
            if (line < end && frames.startsWith(DATA, line) && !frames.startsWith(DONE, line + DATA.length())) {
                int stop = frames.indexOf('\n', line);
                data.accept(frames.substring(line + DATA.length(), stop));
            }
            from = end + END.length();
        }
    }
}
