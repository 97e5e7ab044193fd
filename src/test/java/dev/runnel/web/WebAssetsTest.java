package dev.runnel.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.runnel.testing.Profiles;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.config.DecoderConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Profiles.OpenAi.class)
class WebAssetsTest {

    @Test
    void the_client_is_a_module_under_a_name_that_stays() {
        given().get("/runnel/client.js")
                .then()
                .statusCode(200)
                .contentType(containsString("javascript"))
                .header("Cache-Control", equalTo("no-cache"))
                .body(containsString("streamReply"));
    }

    @Test
    void scripts_and_styles_are_compressed_for_browsers_that_accept_it() {
        for (String path : List.of(largestScript(), "/runnel/conversation.css")) {
            byte[] plain = raw(path, "identity");
            byte[] compressed = raw(path, "gzip, deflate, br, zstd");
            assertThat(compressed.length).isLessThan(plain.length / 2);
            assertThat(unzipped(compressed)).isEqualTo(plain);
        }
    }

    @Test
    void a_script_whose_name_depends_on_its_content_is_cached_compressed_or_not() {
        for (String accepted : List.of("gzip", "identity")) {
            given().header("Accept-Encoding", accepted)
                    .get(pageScript())
                    .then()
                    .statusCode(200)
                    .header("Cache-Control", equalTo("public, immutable, max-age=31536000"))
                    .header("Vary", containsString("Accept-Encoding"));
        }
    }

    @Test
    void a_script_that_does_not_exist_is_not_found_compressed_or_not() {
        for (String accepted : List.of("gzip", "identity")) {
            given().header("Accept-Encoding", accepted)
                    .get("/static/bundle/missing.js")
                    .then()
                    .statusCode(404);
        }
    }

    private static String pageScript() {
        String page = given().get("/").asString();
        Matcher script = Pattern.compile("/static/bundle/app-[^\"]+\\.js").matcher(page);
        assertThat(script.find()).isTrue();
        return script.group();
    }

    /** The one that all others share, with what the page is made of. */
    private static String largestScript() {
        String script = given().get(pageScript()).asString();
        return Pattern.compile("/static/bundle/chunk-[^\"]+\\.js")
                .matcher(script)
                .results()
                .map(MatchResult::group)
                .max(Comparator.comparingInt(path -> given().get(path).asByteArray().length))
                .orElseThrow();
    }

    /** As it is on the way. */
    private static byte[] raw(String path, String accepted) {
        return given().config(RestAssured.config()
                        .decoderConfig(DecoderConfig.decoderConfig().noContentDecoders()))
                .header("Accept-Encoding", accepted)
                .get(path)
                .asByteArray();
    }

    private static byte[] unzipped(byte[] compressed) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return gzip.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void the_conversation_has_a_name_that_stays_too() {
        given().get("/runnel/conversation.js").then().statusCode(200).body(containsString("mountConversation"));
        given().get("/runnel/conversation.css").then().statusCode(200).contentType(containsString("css"));
    }

    @Test
    void the_page_learns_that_nobody_has_to_sign_in() {
        given().get("/runnel/page.json")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", equalTo("no-cache"))
                .body("size()", equalTo(0));
        given().post("/runnel/page.json").then().statusCode(404);
    }

    @Test
    void what_signs_people_in_is_not_fetched_where_nobody_does() {
        assertThat(given().get(pageScript()).asString()).doesNotContain("authorization_endpoint");
    }
}
