package dev.runnel.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {

    @ParameterizedTest
    @CsvSource({
        "http://proxy.example:3128, HTTP, proxy.example, 3128",
        "http://proxy.example:3128/, HTTP, proxy.example, 3128",
        "proxy.example:3128, HTTP, proxy.example, 3128",
        "proxy_1:3128, HTTP, proxy_1, 3128",
        "http://proxy.example, HTTP, proxy.example, 80",
        "HTTP://10.1.2.3:8080, HTTP, 10.1.2.3, 8080",
        "http://[fd00::1]:8080, HTTP, fd00::1, 8080",
        "socks5://proxy.example, SOCKS5, proxy.example, 1080",
        "socks5h://proxy.example:9050, SOCKS5, proxy.example, 9050"
    })
    void a_proxy_is_read_as_it_is_meant(String written, ProxyType type, String host, int port) {
        ProxyOptions proxy =
                to("https://api.example/v1", Map.of("HTTPS_PROXY", written)).orElseThrow();

        assertThat(proxy.getType()).isEqualTo(type);
        assertThat(proxy.getHost()).isEqualTo(host);
        assertThat(proxy.getPort()).isEqualTo(port);
        assertThat(proxy.getUsername()).isNull();
    }

    @Test
    void a_proxy_may_ask_for_a_user_and_a_password() {
        ProxyOptions proxy = to("https://api.example", Map.of("HTTPS_PROXY", "http://me:p%40ss:w@proxy:3128"))
                .orElseThrow();

        assertThat(proxy.getUsername()).isEqualTo("me");
        assertThat(proxy.getPassword()).isEqualTo("p@ss:w");
        assertThat(proxy.getHost()).isEqualTo("proxy");
    }

    @Test
    void each_scheme_has_a_proxy_of_its_own() {
        Map<String, String> both = Map.of("HTTP_PROXY", "http://plain:1", "HTTPS_PROXY", "http://secure:2");

        assertThat(to("http://api.example", both)).map(ProxyOptions::getHost).hasValue("plain");
        assertThat(to("https://api.example", both)).map(ProxyOptions::getHost).hasValue("secure");
        assertThat(to("http://api.example", Map.of("HTTPS_PROXY", "http://secure:2")))
                .isEmpty();
    }

    @Test
    void lower_case_variables_do_as_well() {
        Map<String, String> lower =
                Map.of("http_proxy", "http://plain:1", "https_proxy", "http://secure:2", "no_proxy", "local.example");

        assertThat(to("http://api.example", lower)).map(ProxyOptions::getHost).hasValue("plain");
        assertThat(to("https://api.example", lower)).map(ProxyOptions::getHost).hasValue("secure");
        assertThat(to("https://local.example", lower)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://proxy:3128",
                "ftp://proxy",
                "http://",
                "http://pro xy",
                "http://proxy:port",
                "http://proxy:0"
            })
    void what_is_no_proxy_is_refused_without_its_password(String written) {
        String withPassword = written.replace("://", "://user:secret@");

        assertThatThrownBy(() -> to("http://api.example", Map.of("HTTPS_PROXY", withPassword)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("HTTPS_PROXY is \"")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "*, https://api.example",
        "api.example, https://api.example",
        "API.Example, https://api.example",
        "example, https://api.example",
        ".example, https://api.example",
        "*.example, https://api.example",
        ".api.example, https://api.example",
        "api.example:443, https://api.example",
        "api.example:8443, https://api.example:8443",
        "10.0.0.0/8, https://10.1.2.3",
        "10.1.2.3, https://10.1.2.3",
        "10.1.2.3:443, https://10.1.2.3",
        "fd00::/8, https://[fd12::1]",
        "fd12::1, https://[fd12:0::1]",
        "[fd12::1]:443, https://[fd12::1]",
        "llm_server, https://llm_server",
        "other.example|api.example, https://api.example",
        "other.example api.example, https://api.example",
        "'', https://localhost",
        "'', https://127.0.0.1:8000",
        "'', https://[::1]:8000"
    })
    void who_needs_no_proxy_is_reached_directly(String exempt, String address) {
        assertThat(through(exempt, address)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'', https://api.example",
        "api.example, https://notapi.example",
        "pi.example, https://api.example",
        "api.example:80, https://api.example",
        "10.0.0.0/8, https://11.1.2.3",
        "10.0.0.0/8, https://10.example",
        "0.0.0.0/0, https://api.example",
        "10.1.2.3, https://10.1.2.30",
        "api.example, https://10.1.2.3"
    })
    void all_others_are_reached_through_it(String exempt, String address) {
        assertThat(through(exempt, address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/99", "example/8", "10.0.0.0/x", "a:b:", "[::1"})
    void an_exemption_that_is_none_is_refused(String exempt) {
        assertThatThrownBy(() -> through(exempt, "https://api.example"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("NO_PROXY has the entry \"" + exempt + "\"");
    }

    private static boolean through(String exempt, String address) {
        return to(address, Map.of("HTTPS_PROXY", "http://proxy:3128", "NO_PROXY", exempt.replace('|', ',')))
                .isPresent();
    }

    private static Optional<ProxyOptions> to(String address, Map<String, String> environment) {
        ProviderConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .addDiscoveredConverters()
                .withMapping(ProviderConfig.class)
                .withSources(new EnvConfigSource(environment, 300))
                .withDefaultValue("runnel.proxy.http", "${HTTP_PROXY:}")
                .withDefaultValue("runnel.proxy.https", "${HTTPS_PROXY:}")
                .withDefaultValue("runnel.proxy.none", "${NO_PROXY:}")
                .build()
                .getConfigMapping(ProviderConfig.class);
        return new Proxies(config.proxy()).to(BaseUrl.parse(ProviderFormat.OPENAI, "X", address));
    }
}
