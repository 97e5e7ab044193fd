package dev.runnel.testing;

import com.microsoft.playwright.impl.driver.Driver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The public clients of other projects, as npm has them: what {@code src/test/front-ends} names, installed once for a
 * build.
 */
public final class FrontEnds {

    private static final Path SOURCES = Path.of("src/test/front-ends");
    private static final Path INSTALLED = Path.of("target/front-ends").toAbsolutePath();
    private static final String LOCK = "package-lock.json";
    /** Written when npm has succeeded. */
    private static final String DONE = "installed.json";

    private static final long PATIENCE_MINUTES = 3;
    /** Null before the first try; where npm cannot be had, no second one is made. */
    private static Boolean known;

    private FrontEnds() {}

    /** Where the packages are, below {@code node_modules}. */
    public static Path folder() {
        return INSTALLED;
    }

    /** Whether they can be had. Installs them if they are not there yet. */
    public static synchronized boolean installed() {
        if (known == null) {
            try {
                known = isDone() || install();
            } catch (IOException e) {
                // There is no npm.
                known = false;
            }
        }
        return known;
    }

    /** One of the scripts, run by the Node.js that Playwright brings. */
    public static ProcessBuilder script(String name, String... arguments) {
        try {
            Files.copy(SOURCES.resolve(name), INSTALLED.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return node(INSTALLED.resolve(name), arguments);
    }

    /** A script of its own that stands in {@link #folder}, where it finds the packages. */
    public static ProcessBuilder node(Path script, String... arguments) {
        Driver driver = Driver.ensureDriverInstalled(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"), false);
        List<String> command =
                new ArrayList<>(List.of(driver.createProcessBuilder().command().getFirst(), script.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(INSTALLED.toFile());
    }

    private static boolean isDone() throws IOException {
        Path done = INSTALLED.resolve(DONE);
        return Files.exists(done) && Files.mismatch(done, SOURCES.resolve(LOCK)) < 0;
    }

    private static boolean install() throws IOException {
        Files.createDirectories(INSTALLED);
        for (String file : List.of("package.json", LOCK)) {
            Files.copy(SOURCES.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Process npm = new ProcessBuilder(
                        "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1")
                .directory(INSTALLED.toFile())
                .redirectErrorStream(true)
                .redirectOutput(INSTALLED.resolve("npm.log").toFile())
                .start();
        try {
            if (!npm.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                npm.descendants().forEach(ProcessHandle::destroy);
                npm.destroy();
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        if (npm.exitValue() != 0) {
            return false;
        }
        Files.copy(SOURCES.resolve(LOCK), INSTALLED.resolve(DONE), StandardCopyOption.REPLACE_EXISTING);
        return true;
    }
}
