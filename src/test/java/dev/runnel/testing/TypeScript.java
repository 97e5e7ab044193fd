package dev.runnel.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The TypeScript compiler of the build's packages. It is JavaScript, and so runs in a browser as well as in Node.js. */
public final class TypeScript {

    private static final Path SOURCES = Path.of("src/main/resources/web");
    private static final Path LIBRARIES = Path.of("target/node_modules");
    private static final List<String> WITH_TYPES = List.of(
            "typescript/lib",
            "@types/react",
            "@types/react-dom",
            "@types/prop-types",
            "csstype",
            "marked",
            "dompurify",
            "katex");

    /** DOMPurify's types ask for these (W3C "Trusted Types"); the package of them that can be had here is empty. */
    private static final Map<String, String> TRUSTED_TYPES = Map.of(
            "/node_modules/@types/trusted-types/index.d.ts",
            """
            import type { TrustedTypePolicyFactory } from "./lib";
            declare global { interface Window { trustedTypes?: TrustedTypePolicyFactory; } }
            """,
            "/node_modules/@types/trusted-types/lib/index.d.ts",
            """
            export interface TrustedHTML { toString(): string; }
            export interface TrustedTypePolicy { createHTML(input: string): TrustedHTML; }
            export interface TrustedTypePolicyFactory { createPolicy(name: string): TrustedTypePolicy; }
            export interface TrustedTypesWindow { readonly trustedTypes?: TrustedTypePolicyFactory; }
            """);

    /** The compiler's view of a file system that is a map; what it says, one line for each complaint. */
    private static final String CHECK = """
            ([files, projects]) => projects.flatMap(project => {
              const isDirectory = path => Object.keys(files).some(name => name.startsWith(path.replace(/\\/*$/, "/")));
              const list = path => Object.keys(files).filter(name => name.startsWith(path + "/"));
              const host = {
                useCaseSensitiveFileNames: () => true,
                fileExists: path => path in files,
                readFile: path => files[path],
                directoryExists: isDirectory,
                getDirectories: path => [...new Set(list(path).map(name => name.slice(path.length + 1).split("/"))
                    .filter(parts => parts.length > 1).map(parts => parts[0]))],
                readDirectory: (root, extensions, excluded, included) =>
                    ts.matchFiles(root, extensions, excluded, included, true, "/", undefined,
                        path => ({
                          files: list(path).map(name => name.slice(path.length + 1)).filter(name => !name.includes("/")),
                          directories: host.getDirectories(path),
                        }),
                        path => path),
                getCurrentDirectory: () => project,
                getCanonicalFileName: path => path,
                getNewLine: () => "\\n",
                getDefaultLibLocation: () => "/node_modules/typescript/lib",
                getDefaultLibFileName: options => "/node_modules/typescript/lib/" + ts.getDefaultLibFileName(options),
                getSourceFile: (path, version) =>
                    path in files ? ts.createSourceFile(path, files[path], version) : undefined,
                writeFile: () => {},
              };
              const name = project + "/tsconfig.json";
              const config = ts.parseJsonConfigFileContent(
                  ts.parseConfigFileTextToJson(name, files[name]).config,
                  { ...host, useCaseSensitiveFileNames: true }, project, { skipLibCheck: true }, name);
              const program = ts.createProgram(config.fileNames, config.options, host);
              const complaints = [...config.errors, ...ts.getPreEmitDiagnostics(program)];
              return complaints.map(found => ts.formatDiagnostic(found, host).trim());
            })""";

    private TypeScript() {}

    /** What the compiler complains of in these folders of the sources, each under its own configuration. */
    public static List<String> complaints(Browser browser, String... folders) {
        List<String> projects = Arrays.stream(folders).map("/web/"::concat).toList();
        try (Page page = browser.newPage()) {
            page.addScriptTag(
                    new Page.AddScriptTagOptions().setPath(LIBRARIES.resolve("typescript/lib/typescript.js")));
            List<?> said = (List<?>) page.evaluate(CHECK, List.of(files(), projects));
            return said.stream().map(String::valueOf).toList();
        }
    }

    private static Map<String, String> files() {
        Map<String, String> files = new HashMap<>(TRUSTED_TYPES);
        addAll(files, SOURCES, "/web/", List.of(".ts", ".tsx", "tsconfig.json"));
        for (String library : WITH_TYPES) {
            Path folder = LIBRARIES.resolve(library);
            addAll(files, folder, "/node_modules/" + library + "/", List.of(".d.ts", ".d.mts", "package.json"));
        }
        return files;
    }

    private static void addAll(Map<String, String> files, Path folder, String prefix, List<String> endings) {
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                if (endings.stream().anyMatch(file.toString()::endsWith)) {
                    files.put(prefix + folder.relativize(file), Files.readString(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
