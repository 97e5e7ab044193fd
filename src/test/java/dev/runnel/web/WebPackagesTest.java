package dev.runnel.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Docs;
import dev.runnel.testing.NeedsNpm;
import dev.runnel.testing.WebPackages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packages as npm makes them: what those who install them find in them. */
@NeedsNpm
class WebPackagesTest {

    private static Path client;
    private static Path conversation;

    @BeforeAll
    static void makeThem() {
        WebPackages packages = WebPackages.fresh();
        client = packages.pack("client");
        conversation = packages.pack("conversation");
        WebPackages.install(client, "runnel-client");
        WebPackages.install(conversation, "runnel-conversation");
    }

    @Test
    void the_conversation_is_made_of_the_clients_sources_also_where_the_client_has_been_made_before() {
        assertThat(installed("runnel-conversation/dist/index.js"))
                .content()
                .contains("// ../client/stream-reply.ts")
                .doesNotContain("client/dist");
    }

    @ParameterizedTest
    @ValueSource(strings = {"runnel-client", "runnel-conversation"})
    void publint_finds_nothing(String name) {
        String said = WebPackages.tool("publint/src/cli.js", tarball(name).toString(), "--strict");
        assertThat(said).contains("All good!");
    }

    @ParameterizedTest
    @ValueSource(strings = {"runnel-client", "runnel-conversation"})
    void are_the_types_wrong_says_no(String name) {
        // The packages are modules: CommonJS reads them with import(). The tool fails if it finds anything else.
        String said = WebPackages.tool(
                "@arethetypeswrong/cli/dist/index.js",
                tarball(name).toString(),
                "--profile",
                "esm-only",
                "--format",
                "ascii",
                "--no-color");
        assertThat(said).contains("node16 (from ESM): 🟢", "bundler: 🟢", "node10: (ignored) 🟢 \n");
    }

    @Test
    void the_documented_usage_compiles_strictly_with_react_18_and_19() throws IOException {
        Path usage = WebPackages.tools().resolve("usage.tsx");
        Files.writeString(
                usage, String.join("\n", Docs.examples("docs/browser.md", "### With TypeScript and Next.js")));
        assertThat(WebPackages.script("types.mjs", usage.toString())).contains("React 19, nodenext: fine");
    }

    @Test
    void the_component_is_for_clients_and_the_scripts_that_are_fetched_later_belong_to_it() {
        assertThat(installed("runnel-conversation/dist/index.js")).content().startsWith("\"use client\";");
        assertThat(installed("runnel-client/dist/index.js")).content().doesNotContain("use client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"runnel-client", "runnel-conversation"})
    void they_have_the_licence_of_the_service(String name) {
        assertThat(installed(name + "/LICENSE")).hasSameTextualContentAs(Path.of("LICENSE"));
    }

    private static Path installed(String file) {
        return WebPackages.tools().resolve("node_modules").resolve(file);
    }

    private static Path tarball(String name) {
        return name.equals("runnel-client") ? client : conversation;
    }
}
