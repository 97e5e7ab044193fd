package dev.runnel.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.testing.Docs;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What each overlay adds. */
class OverlaysTest {

    private static final String ANNOTATION = "nginx.ingress.kubernetes.io/proxy-";

    private static final Manifests DEV = Manifests.of(Path.of("k8s/overlays/dev"));
    private static final Manifests PRODUCTION = Manifests.of(Path.of("k8s/overlays/production"));

    @Test
    void in_dev_the_address_of_redis_is_that_of_the_redis_beside() {
        URI redis = URI.create(DEV.runnels(ConfigMap.class).getData().get("REDIS_URL"));
        Service service = DEV.all(Service.class)
                .filter(one -> one.getMetadata().getName().equals(redis.getHost()))
                .findFirst()
                .orElseThrow();

        assertThat(service.getSpec().getPorts())
                .extracting(ServicePort::getPort)
                .containsExactly(redis.getPort());
        assertThat(DEV.all(Deployment.class))
                .filteredOn(deployment -> deployment
                        .getSpec()
                        .getTemplate()
                        .getMetadata()
                        .getLabels()
                        .entrySet()
                        .containsAll(service.getSpec().getSelector().entrySet()))
                .singleElement()
                .extracting(deployment -> deployment
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst())
                .satisfies(
                        container -> assertThat(container.getPorts().getFirst().getContainerPort())
                                .isEqualTo(redis.getPort()));
    }

    @Test
    void in_dev_the_demo_model_answers_whoever_asks() {
        assertThat(DEV.runnels(ConfigMap.class).getData())
                .containsEntry("RUNNEL_PROVIDERS", "demo")
                .containsEntry("RUNNEL_AUTH", "off");
    }

    @Test
    void in_production_nobody_is_let_in_unknown_and_no_pod_starts_without_the_shared_redis() {
        assertThat(PRODUCTION.runnels(ConfigMap.class).getData()).doesNotContainEntry("RUNNEL_AUTH", "off");
        assertThat(PRODUCTION.container().getEnv())
                .filteredOn(variable -> variable.getName().equals("REDIS_URL"))
                .extracting(EnvVar::getValueFrom)
                .singleElement()
                .satisfies(
                        from -> assertThat(from.getSecretKeyRef().getOptional()).isFalse());
    }

    @Test
    void the_native_binary_runs_in_half_of_the_memory_and_the_component_puts_the_jvm_in_its_place() {
        Manifests jvm = Manifests.of(Path.of("k8s/overlays/production"), Path.of("k8s/components/jvm"));

        assertThat(PRODUCTION.container().getImage())
                .as("by the digest of whichever image it is")
                .isEqualTo(jvm.container().getImage())
                .startsWith("registry.example.com/runnel@sha256:");
        assertThat(Stream.of(DEV, PRODUCTION, jvm).map(OverlaysTest::memory)).containsExactly("512Mi", "512Mi", "1Gi");
        assertThat(jvm.container().getReadinessProbe())
                .as("all but the image and its resources stays")
                .isEqualTo(PRODUCTION.container().getReadinessProbe());
    }

    private static String memory(Manifests manifests) {
        ResourceRequirements resources = manifests.container().getResources();
        assertThat(resources.getLimits().get("memory"))
                .as("what is not asked for may be gone when it is needed")
                .isEqualTo(resources.getRequests().get("memory"));
        return resources.getLimits().get("memory").toString();
    }

    @Test
    void the_documented_lines_put_the_component_into_an_overlay() {
        ObjectNode lines =
                Yaml.parse(Docs.examples("docs/kubernetes.md", "## Kubernetes").getLast());

        assertThat(Yaml.texts(lines.path("components"))).singleElement().satisfies(component -> assertThat(
                        Path.of("k8s/overlays/production", component).normalize())
                .isEqualTo(Path.of("k8s/components/jvm"))
                .exists());
    }

    @Test
    void the_documented_metric_is_one_that_an_autoscaler_can_have() {
        ObjectNode autoscaler = Yaml.parse("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                spec:
                """);
        autoscaler.set(
                "spec",
                Yaml.parse(Docs.examples("docs/operations.md", "### Scaling by open streams")
                        .getFirst()));

        assertThat(Manifests.parse(autoscaler))
                .isInstanceOfSatisfying(HorizontalPodAutoscaler.class, parsed -> assertThat(
                                parsed.getSpec().getMetrics())
                        .singleElement()
                        .satisfies(metric -> assertThat(
                                        metric.getPods().getMetric().getName())
                                .isEqualTo("runnel_provider_calls")));
    }

    @Test
    void the_ingress_passes_each_event_on_at_once_and_waits_longer_than_any_reply_takes() {
        Map<String, String> annotations =
                PRODUCTION.runnels(Ingress.class).getMetadata().getAnnotations();

        assertThat(annotations)
                .containsEntry(ANNOTATION + "buffering", "off")
                .containsEntry(ANNOTATION + "http-version", "1.1")
                .containsEntry(
                        ANNOTATION + "body-size",
                        DeployedSettings.byDefault("runnel.message.max-body-size")
                                .toLowerCase(Locale.ROOT));
        assertThat(Duration.ofSeconds(Long.parseLong(annotations.get(ANNOTATION + "read-timeout"))))
                .isGreaterThan(DeployedSettings.seconds(DeployedSettings.byDefault("runnel.reply.max-duration")));
    }

    @Test
    void the_ingress_leads_to_the_service_and_keeps_health_and_metrics_inside() {
        Ingress ingress = PRODUCTION.runnels(Ingress.class);
        Service service = PRODUCTION.runnels(Service.class);
        List<HTTPIngressPath> paths =
                ingress.getSpec().getRules().getFirst().getHttp().getPaths();

        assertThat(paths).allSatisfy(path -> {
            assertThat(path.getBackend().getService().getName())
                    .isEqualTo(service.getMetadata().getName());
            assertThat(path.getBackend().getService().getPort().getName())
                    .isEqualTo("http")
                    .isEqualTo(service.getSpec().getPorts().getFirst().getName());
        });
        assertThat(paths)
                .extracting(path -> path.getPathType() + " " + path.getPath())
                .containsExactly("Prefix /api", "Prefix /v1", "Prefix /runnel", "Prefix /static", "Exact /");
        assertThat(ingress.getSpec().getTls().getFirst().getHosts())
                .containsExactly(ingress.getSpec().getRules().getFirst().getHost());
    }

    @Test
    void the_ingress_bounds_what_one_address_may_ask_and_hold() {
        assertThat(PRODUCTION.runnels(Ingress.class).getMetadata().getAnnotations())
                .containsKeys("nginx.ingress.kubernetes.io/limit-rps", "nginx.ingress.kubernetes.io/limit-connections");
    }

    @Test
    void in_production_an_image_is_named_by_what_is_in_it() {
        assertThat(PRODUCTION.container().getImage()).matches("registry\\.example\\.com/runnel@sha256:[0-9a-f]{64}");
    }

    @Test
    void the_monitor_scrapes_the_port_of_the_service() {
        ServiceMonitor monitor = PRODUCTION.runnels(ServiceMonitor.class);
        Service service = PRODUCTION.runnels(Service.class);

        assertThat(service.getMetadata().getLabels())
                .containsAllEntriesOf(monitor.getSpec().getSelector().getMatchLabels());
        assertThat(monitor.getSpec().getEndpoints()).singleElement().satisfies(endpoint -> {
            assertThat(endpoint.getPath()).isEqualTo("/q/metrics");
            assertThat(endpoint.getPort())
                    .isEqualTo("management")
                    .isIn(service.getSpec().getPorts().stream()
                            .map(ServicePort::getName)
                            .toList());
        });
    }
}
