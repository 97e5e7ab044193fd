package dev.runnel.testing;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of nothing but one script, bundled with the public clients that {@link FrontEnds} installs. */
public final class BundledPage {

    private final Path project;

    /** Made in this empty folder. */
    public BundledPage(Path project) {
        this.project = project;
    }

    /**
     * Opens it in a browser, as if the service had it.
     *
     * @param origin of the service; empty if the browser knows it
     */
    public void open(Page page, String origin, String script) throws IOException {
        Files.createSymbolicLink(
                project.resolve("node_modules"), FrontEnds.folder().resolve("node_modules"));
        Path built = new Npm(project).bundle(script);
        page.route(
                "**/chat/app.js", route -> route.fulfill(new Route.FulfillOptions().setPath(built.resolve("app.js"))));
        page.route(
                "**/chat.html",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/html; charset=utf-8")
                        .setBody("<!doctype html><meta charset=\"utf-8\"><div id=\"root\"></div>"
                                + "<script type=\"module\" src=\"/chat/app.js\"></script>")));
        page.navigate(origin + "/chat.html");
    }
}
