package dev.runnel.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.TypeScript;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** The bundler takes the types away without looking at them; whoever builds the packages would find what is wrong. */
@QuarkusTest
@TestProfile(BrowserSuite.Profile.class)
class TypesTest extends BrowserSuite {

    @Test
    void the_types_hold() {
        assertThat(TypeScript.complaints(browser.browser(), "client", "conversation", "app"))
                .isEmpty();
    }
}
