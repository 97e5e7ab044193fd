package dev.runnel;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.runnel.testing.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the deployment files name exists, and they agree with each other: a variable with a typing error in it would be
 * ignored without a word. They are read as text, which needs no YAML parser among the dependencies.
 */
class DeploymentFilesTest {

    private static final String DEPLOYMENT = "k8s/base/deployment.yaml";
    private static final String SERVICE = "k8s/base/service.yaml";
    private static final String KUSTOMIZATION = "k8s/base/kustomization.yaml";
    private static final String COMPOSE = "deploy/compose.yaml";
    private static final String DOCKERFILE = "deploy/Dockerfile.jvm";

    /** Quarkus's default, which nothing here changes. */
    private static final String PORT = "8080";

    private static final Set<String> SETTINGS =
            Settings.all().stream().map(Settings.Setting::environment).collect(toSet());

    @ParameterizedTest
    @ValueSource(strings = {DEPLOYMENT, KUSTOMIZATION, COMPOSE})
    void every_variable_is_a_setting(String file) {
        assertThat(found(file, "\\b((?:RUNNEL|OPENAI|GEMINI|REDIS)_[A-Z_]+)"))
                .isNotEmpty()
                .isSubsetOf(SETTINGS);
    }

    @Test
    void every_variable_that_the_pod_takes_from_the_map_is_in_it() {
        assertThat(found(DEPLOYMENT, "configMapKeyRef:\\s+name: runnel\\s+key: (\\S+)"))
                .isNotEmpty()
                .isSubsetOf(found(KUSTOMIZATION, "- ([A-Z_]+)="));
    }

    @Test
    void every_key_of_a_provider_comes_from_the_secret_and_may_be_missing() {
        assertThat(found(DEPLOYMENT, "secretKeyRef:\\s+name: runnel-providers\\s+key: (\\S+)\\s+optional: true"))
                .containsExactlyInAnyOrder("OPENAI_API_KEY", "GEMINI_API_KEY");
    }

    @Test
    void image_pod_service_and_compose_agree_on_the_port() {
        assertThat(found(DOCKERFILE, "EXPOSE (\\d+)")).containsExactly(PORT);
        assertThat(found(DEPLOYMENT, "- name: http\\s+containerPort: (\\d+)")).containsExactly(PORT);
        assertThat(found(SERVICE, "targetPort: (\\S+)")).containsExactly("http");
        assertThat(found(COMPOSE, "- \"\\d+:(\\d+)\"")).containsExactly(PORT);
        assertThat(found(COMPOSE, "/dev/tcp/127.0.0.1/(\\d+)")).containsExactly(PORT);
    }

    @Test
    void each_probe_asks_its_own_question_at_the_named_port() {
        String httpGet = "Probe:\\s+httpGet:\\s+path: (\\S+)\\s+port: http";

        assertThat(found(DEPLOYMENT, "startup" + httpGet)).containsExactly("/q/health/started");
        assertThat(found(DEPLOYMENT, "liveness" + httpGet)).containsExactly("/q/health/live");
        assertThat(found(DEPLOYMENT, "readiness" + httpGet)).containsExactly("/q/health/ready");
        assertThat(found(COMPOSE, "GET (\\S+) HTTP")).containsExactly("/q/health/ready");
    }

    @Test
    void image_and_pod_run_as_the_same_user_who_is_not_root() {
        assertThat(found(DEPLOYMENT, "runAsNonRoot: (\\S+)")).containsExactly("true");
        assertThat(found(DEPLOYMENT, "runAsUser: (\\d+)"))
                .isEqualTo(found(DOCKERFILE, "(?m)^USER (\\d+)$"))
                .doesNotContain("0");
    }

    private static List<String> found(String file, String pattern) {
        try {
            return Pattern.compile(pattern)
                    .matcher(Files.readString(Path.of(file)))
                    .results()
                    .map(match -> match.group(1))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(file + " cannot be read", e);
        }
    }
}
