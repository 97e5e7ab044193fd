package dev.runnel.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The lines of this process's log that an operator is woken for, while this is open. */
public final class LoggedErrors implements AutoCloseable {

    private final List<LogRecord> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    public LoggedErrors() {
        Logger.getLogger("").addHandler(handler);
    }

    /** Of the level that {@code ERROR} has, and above. */
    public List<String> errors() {
        return lines.stream()
                .filter(line -> line.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LoggedErrors::text)
                .toList();
    }

    /** Lines of any level that have these words. */
    public List<String> with(String words) {
        return lines.stream()
                .map(LoggedErrors::text)
                .filter(line -> line.contains(words))
                .toList();
    }

    private static String text(LogRecord line) {
        Object[] arguments = line.getParameters();
        String message = String.valueOf(line.getMessage());
        String told = arguments == null || !message.contains("%") ? message : String.format(message, arguments);
        return line.getLevel() + " " + told + (line.getThrown() == null ? "" : " thrown: " + line.getThrown());
    }

    @Override
    public void close() {
        Logger.getLogger("").removeHandler(handler);
    }
}
