package dev.runnel.testing;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What is written to the log while a test listens. */
public final class LogLines extends Handler implements AutoCloseable {

    private static final Formatter FORMAT = new PatternFormatter("%s");

    private final Logger logger;
    private final List<LogRecord> lines = new CopyOnWriteArrayList<>();

    private LogLines(Logger logger) {
        this.logger = logger;
        logger.addHandler(this);
    }

    public static LogLines of(Class<?> writer) {
        return new LogLines(Logger.getLogger(writer.getName()));
    }

    /** Of every class. */
    public static LogLines ofAll() {
        return new LogLines(Logger.getLogger(""));
    }

    /** The lines of level {@code ERROR} and above, with what was thrown. */
    public List<String> errors() {
        return lines.stream()
                .filter(line -> line.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(line -> text(line) + (line.getThrown() == null ? "" : " thrown: " + line.getThrown()))
                .toList();
    }

    /** The texts that contain these words. */
    public List<String> with(String words) {
        return texts().stream().filter(text -> text.contains(words)).toList();
    }

    /** The finished texts, without what was thrown. */
    public List<String> texts() {
        return lines.stream().map(LogLines::text).toList();
    }

    /** What was thrown, where a line tells of that. */
    public List<Throwable> causes() {
        return lines.stream().map(LogRecord::getThrown).filter(Objects::nonNull).toList();
    }

    private static String text(LogRecord line) {
        return FORMAT.format(line);
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
