package dev.runnel.testing;

import java.nio.file.Path;

/** The public clients of other projects: what {@code src/test/front-ends} names. */
public final class FrontEnds {

    private static final NpmFolder FOLDER = new NpmFolder("front-ends");

    private FrontEnds() {}

    /** Where the packages are, below {@code node_modules}. */
    public static Path folder() {
        return FOLDER.path();
    }

    /** Whether they can be had. Installs them if they are not there yet. */
    public static boolean installed() {
        return FOLDER.isInstalled();
    }

    /** One of the scripts, run by the Node.js that Playwright brings. */
    public static ProcessBuilder script(String name, String... arguments) {
        return FOLDER.script(name, arguments);
    }

    /** A script of its own that stands in {@link #folder}, where it finds the packages. */
    public static ProcessBuilder node(Path script, String... arguments) {
        return FOLDER.node(script, arguments);
    }
}
