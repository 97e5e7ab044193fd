package dev.runnel.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.FrontEnds;
import dev.runnel.testing.NeedsNpm;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A library that Maven does not have stands in this repository; nobody has changed it. */
@NeedsNpm
class CopiedLibraryTest {

    @Test
    void the_library_for_signing_in_is_the_file_that_npm_has() {
        Path published = FrontEnds.folder().resolve("node_modules/oauth4webapi");
        Path copied = Path.of("src/main/resources/web/app/sign-in");
        assertThat(copied.resolve("oauth4webapi.js")).hasSameBinaryContentAs(published.resolve("build/index.js"));
        assertThat(copied.resolve("oauth4webapi.LICENSE.md")).hasSameBinaryContentAs(published.resolve("LICENSE.md"));
    }
}
