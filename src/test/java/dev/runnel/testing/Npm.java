package dev.runnel.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What npm and a bundler do with the packages of this repository, with the esbuild and the libraries of the build. */
public final class Npm {
    private static final Path WEB = Path.of("src/main/resources/web");
    private static final Path LIBRARIES = Path.of("target/node_modules").toAbsolutePath();

    private final Path project;
    private final String libraries;

    /**
     * A project in this empty folder.
     *
     * @param libraries folders of libraries that are taken instead of those of the build
     */
    public Npm(Path project, Path... libraries) {
        this.project = project;
        this.libraries = Stream.concat(Arrays.stream(libraries), Stream.of(LIBRARIES))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Installs a package as its own build script makes it, but for its types. */
    public void install(String folder, String name) {
        try {
            Path sources = project.resolve("sources");
            copy(WEB, sources);
            Path source = sources.resolve(folder);
            run(source, esbuildOf(source.resolve("package.json")));
            Path installed =
                    Files.createDirectories(project.resolve("node_modules").resolve(name));
            copy(source.resolve("dist"), installed.resolve("dist"));
            Files.copy(source.resolve("package.json"), installed.resolve("package.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The script and the style sheet, side by side, of an application whose one file this is. */
    public Path bundle(String jsx) {
        return bundle("app.jsx", jsx, "--format=esm");
    }

    /** The script of an application that Node.js runs, as {@code server.js}. */
    public Path bundleForServer(String jsx) {
        return bundle("server.jsx", jsx, "--platform=node", "--format=cjs");
    }

    private Path bundle(String file, String jsx, String... options) {
        List<String> arguments = new ArrayList<>(List.of(file, "--bundle", "--jsx=automatic", "--outdir=out"));
        arguments.addAll(List.of(options));
        try {
            Files.writeString(project.resolve(file), jsx);
            run(project, arguments);
            return project.resolve("out");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> esbuildOf(Path packageJson) throws IOException {
        String script = Json.parse(Files.readString(packageJson))
                .path("scripts")
                .path("build")
                .asText();
        List<String> words = Arrays.asList(script.split(" && ")[0].split(" "));
        if (!words.getFirst().equals("esbuild")) {
            throw new AssertionError("not esbuild: " + script);
        }
        return words.subList(1, words.size());
    }

    private void run(Path directory, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(esbuild().toString()));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().put("NODE_PATH", libraries);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new AssertionError(command + " said: " + said);
        }
    }

    private static Path esbuild() throws IOException {
        try (Stream<Path> found = Files.find(
                LIBRARIES.resolve("@esbuild"), 3, (path, unused) -> path.endsWith(Path.of("bin", "esbuild")))) {
            return found.findFirst().orElseThrow();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
