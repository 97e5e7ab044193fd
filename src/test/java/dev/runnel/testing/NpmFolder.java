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

/** Packages as npm has them: what a folder of the tests names and locks, installed once for a build. */
public final class NpmFolder {

    private static final String LOCK = "package-lock.json";
    /** Written when npm has succeeded. */
    private static final String DONE = "installed.json";

    private static final long PATIENCE_MINUTES = 3;

    private final Path sources;
    private final Path installed;
    /** Null before the first try; where npm cannot be had, no second one is made. */
    private Boolean known;

    /** @param name of the folder below {@code src/test}, and below {@code target} */
    NpmFolder(String name) {
        sources = Path.of("src/test", name);
        installed = Path.of("target", name).toAbsolutePath();
    }

    /** Where the packages are, below {@code node_modules}. */
    public Path path() {
        return installed;
    }

    /** Whether they can be had. Installs them if they are not there yet. */
    public synchronized boolean isInstalled() {
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

    /** One of the folder's scripts, run by the Node.js that Playwright brings. */
    public ProcessBuilder script(String name, String... arguments) {
        try {
            Files.copy(sources.resolve(name), installed.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return node(installed.resolve(name), arguments);
    }

    /** A script of its own that stands in {@link #path}, where it finds the packages. */
    public ProcessBuilder node(Path script, String... arguments) {
        Driver driver = Driver.ensureDriverInstalled(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"), false);
        List<String> command =
                new ArrayList<>(List.of(driver.createProcessBuilder().command().getFirst(), script.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(installed.toFile());
    }

    private boolean isDone() throws IOException {
        Path done = installed.resolve(DONE);
        return Files.exists(done) && Files.mismatch(done, sources.resolve(LOCK)) < 0;
    }

    private boolean install() throws IOException {
        Files.createDirectories(installed);
        for (String file : List.of("package.json", LOCK)) {
            Files.copy(sources.resolve(file), installed.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Process npm = new ProcessBuilder(
                        "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1")
                .directory(installed.toFile())
                .redirectErrorStream(true)
                .redirectOutput(installed.resolve("npm.log").toFile())
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
        Files.copy(sources.resolve(LOCK), installed.resolve(DONE), StandardCopyOption.REPLACE_EXISTING);
        return true;
    }
}
