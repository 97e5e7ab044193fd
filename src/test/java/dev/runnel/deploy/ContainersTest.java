package dev.runnel.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runnel.testing.BesideTheApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images, Docker Compose and Kubernetes agree with each other. Nothing is built or started here. */
@BesideTheApplication
class ContainersTest {

    private static final String JVM = "deploy/Dockerfile.jvm";
    private static final String NATIVE = "deploy/Dockerfile.native";

    /** Quarkus's default, which nothing here changes. */
    private static final int PORT = 8080;

    /** Of health and metrics, as compose and Kubernetes choose it. */
    private static final int MANAGEMENT = 9000;

    private static final JsonNode SERVICES =
            Yaml.document(Path.of("deploy/compose.yaml")).path("services");
    private static final JsonNode RUNNEL = SERVICES.path("runnel");
    private static final JsonNode RUNNEL_JVM = SERVICES.path("runnel-jvm");
    private static final Manifests DEV = Manifests.of(Path.of("k8s/overlays/dev"));
    private static final Manifests DEV_ON_THE_JVM =
            Manifests.of(Path.of("k8s/overlays/dev"), Path.of("k8s/components/jvm"));

    @ParameterizedTest
    @ValueSource(strings = {JVM, NATIVE})
    void image_and_pod_run_as_the_same_user_who_is_not_root_on_the_same_port(String file) {
        Dockerfile dockerfile = Dockerfile.of(file);

        assertThat(dockerfile.all("USER").getLast())
                .isEqualTo(
                        DEV.pod().getSpec().getSecurityContext().getRunAsUser().toString())
                .isNotEqualTo("0");
        assertThat(dockerfile.all("EXPOSE")).containsExactly(Integer.toString(PORT));
        assertThat(DEV.container().getPorts().getFirst().getContainerPort()).isEqualTo(PORT);
    }

    @ParameterizedTest
    @ValueSource(strings = {JVM, NATIVE})
    void no_shell_stands_between_the_process_and_its_signals(String file) {
        assertThat(Dockerfile.of(file).all("ENTRYPOINT"))
                .singleElement()
                .asString()
                .startsWith("[\"")
                .endsWith("\"]")
                .doesNotContain("\"sh\"", "bash");
    }

    @ParameterizedTest
    @ValueSource(strings = {JVM, NATIVE})
    void what_an_image_is_built_from_exists_and_is_sent_to_the_builder(String file) throws IOException {
        List<String> sent = Files.readAllLines(Path.of(".dockerignore")).stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();

        assertThat(Dockerfile.of(file).all("COPY"))
                .filteredOn(copy -> !copy.startsWith("--from"))
                .flatMap(copy -> Stream.of(copy.split(" ")).toList().reversed().stream()
                        .skip(1)
                        .toList())
                .allSatisfy(source -> assertThat(Path.of(source)).exists())
                .map(source -> Path.of(source).toString())
                .isSubsetOf(sent);
    }

    @Test
    void the_cache_is_learnt_under_the_options_under_which_it_is_used() {
        Dockerfile dockerfile = Dockerfile.of(JVM);
        String training = dockerfile.all("RUN").getLast();
        String start = dockerfile.all("ENTRYPOINT").getFirst();

        assertThat(training).contains("-XX:+UseCompactObjectHeaders", "-XX:AOTCacheOutput=app.aot");
        assertThat(start).contains("-XX:+UseCompactObjectHeaders", "-XX:AOTCache=app.aot");
        assertThat(dockerfile.all("FROM"))
                .as("on the very image that is deployed")
                .endsWith("runtime AS training", "runtime");
    }

    @Test
    void compose_and_kubernetes_run_the_same_image_in_the_version_that_is_built() throws IOException {
        String image = RUNNEL.path("image").asText();
        String version = image.replaceAll("runnel:|-native", "");

        assertThat(DEV.container().getImage()).isEqualTo(image).isEqualTo("runnel:" + version + "-native");
        assertThat(DEV_ON_THE_JVM.container().getImage())
                .isEqualTo(RUNNEL_JVM.path("image").asText())
                .isEqualTo("runnel:" + version + "-jvm");
        assertThat(Files.readString(Path.of("pom.xml"))).contains("<version>" + version + "-SNAPSHOT</version>");
    }

    @Test
    void compose_builds_each_image_from_its_own_file() {
        assertThat(RUNNEL.at("/build/dockerfile").asText()).isEqualTo(NATIVE);
        assertThat(RUNNEL_JVM.at("/build/dockerfile").asText()).isEqualTo(JVM);
    }

    @Test
    void the_pod_on_the_jvm_is_there_by_its_profile_alone_and_differs_in_nothing_else() {
        assertThat(RUNNEL.has("profiles")).isFalse();
        assertThat(Yaml.texts(RUNNEL_JVM.path("profiles"))).containsExactly("jvm");
        assertThat(RUNNEL_JVM.at("/extends/service").asText()).isEqualTo("runnel");
        assertThat(RUNNEL_JVM.properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("extends", "profiles", "image", "build", "ports");
    }

    @Test
    void every_variable_in_compose_is_a_setting() {
        assertThat(RUNNEL.path("environment").properties())
                .extracting(variable -> variable.getKey())
                .hasSizeGreaterThan(20)
                .isSubsetOf(DeployedSettings.VARIABLES);
    }

    @Test
    void compose_needs_no_key_and_says_that_nobody_has_to_tell_who_they_are() {
        assertThat(RUNNEL.at("/environment/RUNNEL_PROVIDERS").asText()).isEqualTo("${RUNNEL_PROVIDERS:-demo}");
        assertThat(RUNNEL.at("/environment/RUNNEL_AUTH").asText()).isEqualTo("off");
    }

    @Test
    void compose_publishes_ports_to_this_machine_alone() {
        assertThat(SERVICES.findValues("ports"))
                .flatMap(ports -> Yaml.texts(ports).toList())
                .hasSize(4)
                .allMatch(port -> port.startsWith("127.0.0.1:"))
                .contains("127.0.0.1:8080:" + PORT, "127.0.0.1:8081:" + PORT);
    }

    @Test
    void compose_is_as_strict_as_kubernetes_and_waits_as_long() {
        assertThat(RUNNEL.path("read_only").asBoolean()).isTrue();
        assertThat(Yaml.texts(RUNNEL.path("tmpfs"))).containsExactly("/tmp");
        assertThat(Yaml.texts(RUNNEL.path("cap_drop"))).containsExactly("ALL");
        assertThat(RUNNEL.path("healthcheck").toString())
                .contains("GET /q/health/ready", "/dev/tcp/127.0.0.1/" + MANAGEMENT);
        assertThat(RUNNEL.at("/environment/RUNNEL_MANAGEMENT_PORT").asText()).isEqualTo(Integer.toString(MANAGEMENT));
        JsonNode pods =
                Yaml.document(Path.of("deploy/prometheus/prometheus.yml")).findValue("dns_sd_configs");
        assertThat(pods.findValue("port").asInt()).isEqualTo(MANAGEMENT);
        assertThat(Yaml.texts(pods.findValue("names")).toList())
                .isEqualTo(Yaml.texts(RUNNEL.at("/networks/default/aliases")).toList());
        assertThat(DeployedSettings.seconds(RUNNEL.path("stop_grace_period").asText()))
                .isGreaterThan(DeployedSettings.shutdown().plus(Duration.ofSeconds(5)));
    }

    @Test
    void nothing_in_compose_may_do_more_than_it_has_to() {
        // What extends another service has all that it has.
        assertThat(SERVICES)
                .filteredOn(service -> !service.has("extends"))
                .hasSize(4)
                .allSatisfy(service -> {
                    assertThat(service.path("read_only").asBoolean()).isTrue();
                    assertThat(Yaml.texts(service.path("cap_drop"))).containsExactly("ALL");
                    assertThat(Yaml.texts(service.path("security_opt"))).containsExactly("no-new-privileges:true");
                });
    }

    @Test
    void what_compose_mounts_exists() {
        assertThat(SERVICES.findValues("volumes"))
                .flatMap(mounts -> Yaml.texts(mounts).toList())
                .filteredOn(mount -> mount.startsWith("./"))
                .hasSize(4)
                .allSatisfy(mount ->
                        assertThat(Path.of("deploy", mount.split(":")[0])).exists());
    }
}
