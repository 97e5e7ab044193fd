package dev.runnel.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitUntilState;
import dev.runnel.testing.FrontEnds;
import dev.runnel.testing.NeedsNpm;
import dev.runnel.testing.Npm;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The conversation in a page that a server draws, as Next.js does: the browser goes on with what is there. */
@NeedsNpm
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class HydrationTest extends ConversationSuite {

    private static final String APPLICATION = """
            import { ConversationInterfaceStreaming } from "runnel-conversation";
            const application = <ConversationInterfaceStreaming userId="%s" starters={["Tell me a joke"]} />;
            """;

    private static final String SERVER = APPLICATION + """
            import { renderToString } from "react-dom/server";
            const touched = () => { process.exitCode = 1; };
            const storage = { getItem: touched, setItem: touched };
            for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(globalThis, name, { value: storage });
            console.error = touched;
            process.stdout.write(renderToString(application));
            """;

    private static final String BROWSER = APPLICATION + """
            import { hydrateRoot } from "react-dom/client";
            const onRecoverableError = (error) => console.error(String(error));
            hydrateRoot(document.querySelector("#root"), application, { onRecoverableError });
            """;

    /** Of React, which says in them what differs. */
    private final List<String> complaints = new ArrayList<>();

    private final AtomicReference<Route> script = new AtomicReference<>();
    private Path built;

    private void serve(Path project, int react) throws IOException {
        Npm npm = react == 18
                ? new Npm(project)
                : new Npm(project, FrontEnds.folder().resolve("node_modules"));
        npm.install("conversation", "runnel-conversation");
        Process server = FrontEnds.node(
                        npm.bundleForServer(SERVER.formatted(user)).resolve("server.js"))
                .redirectErrorStream(true)
                .start();
        String drawn = new String(server.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(server.onExit().join().exitValue()).as(drawn).isZero();
        assertThat(drawn).contains("<textarea");
        built = npm.bundle(BROWSER.formatted(user)).resolve("app.js");
        serve("/hydrated.html", """
                <!doctype html><html lang="en"><head><title>Shop</title></head><body><div id="root">%s</div>
                <script type="module" src="/hydrated.js"></script></body></html>
                """.formatted(drawn));
        page.route("**/hydrated.js", script::set);
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())) {
                complaints.add(message.text());
            }
        });
    }

    /** The page as the server has drawn it, and the script somewhat later. */
    private void open(Runnable meanwhile) {
        script.set(null);
        page.navigate("/hydrated.html", new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        assertThat(field()).isVisible();
        meanwhile.run();
        page.waitForCondition(() -> script.get() != null);
        script.get().fulfill(new Route.FulfillOptions().setPath(built));
        assertThat(field()).isFocused();
    }

    @ParameterizedTest
    @ValueSource(ints = {18, 19})
    void what_a_server_has_drawn_stays_and_so_does_what_was_written(int react, @TempDir Path project)
            throws IOException {
        serve(project, react);
        open(() -> {});
        field().fill("a draft");
        open(() -> {});
        assertThat(field()).hasValue("a draft");
        assertThat(button("Send")).isEnabled();
        open(() -> field().fill("written early"));
        assertThat(field()).hasValue("written early");
        assertThat(button("Send")).isEnabled();
        assertThat(complaints).isEmpty();
    }
}
