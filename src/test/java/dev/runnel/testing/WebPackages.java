package dev.runnel.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** The packages for browsers as npm makes them, with the tools that {@code src/test/packages} names. */
public final class WebPackages {

    private static final NpmFolder TOOLS = new NpmFolder("packages");
    private static final Path SOURCES = Path.of("src/main/resources/web");

    private final Path sources;

    private WebPackages(Path sources) {
        this.sources = sources;
    }

    /** A fresh copy of the sources, in which nothing has been made yet. */
    public static WebPackages fresh() {
        try {
            // Below the tools, so that npm and the tools find one another.
            Path copy = tools().resolve("web");
            if (Files.exists(copy)) {
                delete(copy);
            }
            copy(SOURCES, copy);
            return new WebPackages(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the tools are, below {@code node_modules}. */
    public static Path tools() {
        if (!TOOLS.isInstalled()) {
            throw new AssertionError(
                    "the tools in src/test/packages cannot be installed: see npm.log in " + TOOLS.path());
        }
        return TOOLS.path();
    }

    /** What {@code npm pack} makes of the package in this folder of the sources. */
    public Path pack(String name) {
        Path tarballs = sources.resolveSibling("tarballs");
        try {
            Files.createDirectories(tarballs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> made = run(new ProcessBuilder("npm", "pack", "--silent", "--pack-destination", tarballs.toString())
                        .directory(sources.resolve(name).toFile()))
                .lines()
                .toList();
        return tarballs.resolve(made.getLast());
    }

    /** Puts a package where all below {@link #tools} find it. */
    public static Path install(Path tarball, String name) {
        Path installed = tools().resolve("node_modules").resolve(name);
        try {
            if (Files.exists(installed)) {
                delete(installed);
            }
            Files.createDirectories(installed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(new ProcessBuilder("tar", "-xzf", tarball.toString(), "-C", installed.toString(), "--strip-components=1"));
        return installed;
    }

    /** What a tool of {@code src/test/packages} says; fails with that if the tool does. */
    public static String tool(String script, String... arguments) {
        return run(TOOLS.node(tools().resolve("node_modules").resolve(script), arguments));
    }

    /** What a script of {@code src/test/packages} says; fails with that if the script does. */
    public static String script(String name, String... arguments) {
        return run(TOOLS.script(name, arguments));
    }

    private static String run(ProcessBuilder command) {
        try {
            Process process = command.redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.onExit().join().exitValue() != 0) {
                throw new AssertionError(command.command() + " said: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (var found = Files.walk(from)) {
            files = new ArrayList<>(found.toList());
        }
        files.removeIf(file -> file.toString().matches(".*/(node_modules|dist)(/.*)?"));
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
            } else {
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
