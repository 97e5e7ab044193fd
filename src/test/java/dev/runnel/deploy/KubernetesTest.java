package dev.runnel.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runnel.testing.BesideTheApplication;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every kustomization has to get right. */
@BesideTheApplication
class KubernetesTest extends RenderedKustomizations {

    @OfEachKustomization
    void every_object_is_one_that_kubernetes_knows_and_says_what_it_belongs_to(String kustomization) {
        assertThat(render(kustomization).objects()).hasSizeGreaterThan(6).allSatisfy(object -> {
            if (!(object instanceof Namespace) && !(object instanceof ConfigMap)) {
                assertThat(object.getMetadata().getLabels()).containsKey("app.kubernetes.io/name");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production"})
    void a_field_that_does_not_exist_would_be_noticed(String overlay) {
        assertThat(Kustomization.render(Path.of("k8s/overlays", overlay))).allSatisfy(object -> {
            ObjectNode misspelt = object.deepCopy();
            misspelt.withObject("/spec").put("replica", 2);
            assertThatThrownBy(() -> Manifests.parse(misspelt)).isInstanceOf(AssertionError.class);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "production"})
    void everything_is_in_a_namespace_that_comes_with_it_and_lets_no_pod_be_more_than_it_needs(String overlay) {
        Manifests manifests = render("overlays/" + overlay);
        Namespace namespace = manifests.all(Namespace.class).findFirst().orElseThrow();

        assertThat(namespace.getMetadata().getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
        assertThat(manifests.objects())
                .filteredOn(object -> !(object instanceof Namespace))
                .allMatch(object -> object.getMetadata()
                        .getNamespace()
                        .equals(namespace.getMetadata().getName()));
    }

    @OfEachKustomization
    void every_variable_is_a_setting_and_none_that_is_secret_has_its_value_here(String kustomization) {
        Manifests manifests = render(kustomization);
        List<EnvVar> variables = manifests.container().getEnv();

        assertThat(manifests.runnels(ConfigMap.class).getData().keySet()).isSubsetOf(DeployedSettings.VARIABLES);
        assertThat(variables)
                .extracting(EnvVar::getName)
                .containsExactlyInAnyOrder("OPENAI_API_KEY", "GEMINI_API_KEY", "REDIS_URL")
                .isSubsetOf(DeployedSettings.VARIABLES);
        assertThat(variables).allSatisfy(variable -> {
            assertThat(variable.getValue()).isNull();
            assertThat(variable.getValueFrom().getSecretKeyRef().getKey()).isEqualTo(variable.getName());
        });
    }

    @OfEachKustomization
    void the_pod_takes_its_configuration_and_its_account_from_what_comes_with_it(String kustomization) {
        Manifests manifests = render(kustomization);

        assertThat(manifests.container().getEnvFrom())
                .singleElement()
                .extracting(from -> from.getConfigMapRef().getName())
                .isEqualTo(manifests.runnels(ConfigMap.class).getMetadata().getName());
        assertThat(manifests.pod().getSpec().getServiceAccountName())
                .isEqualTo(manifests.runnels(ServiceAccount.class).getMetadata().getName());
        assertThat(manifests.runnels(ServiceAccount.class).getAutomountServiceAccountToken())
                .isFalse();
        assertThat(manifests.container().getVolumeMounts())
                .extracting(mount -> mount.getName())
                .isSubsetOf(manifests.pod().getSpec().getVolumes().stream()
                        .map(volume -> volume.getName())
                        .toList());
    }

    @OfEachKustomization
    void each_probe_asks_its_own_question_at_a_port_that_the_container_names(String kustomization) {
        Container container = render(kustomization).container();

        assertThat(Map.of(
                        "/q/health/started", container.getStartupProbe(),
                        "/q/health/live", container.getLivenessProbe(),
                        "/q/health/ready", container.getReadinessProbe()))
                .allSatisfy((path, probe) -> {
                    assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
                    assertThat(probe.getHttpGet().getPort().getStrVal()).isIn(ports(container));
                });
        assertThat(patience(container.getStartupProbe()))
                .as("a start without the cache, on a node that has little time")
                .isGreaterThanOrEqualTo(Duration.ofSeconds(30));
    }

    private static Duration patience(Probe probe) {
        return Duration.ofSeconds((long) probe.getPeriodSeconds() * probe.getFailureThreshold());
    }

    @OfEachKustomization
    void a_pod_may_live_until_it_has_drained(String kustomization) {
        Manifests manifests = render(kustomization);
        long sleep =
                manifests.container().getLifecycle().getPreStop().getSleep().getSeconds();
        Map<String, String> settings = manifests.runnels(ConfigMap.class).getData();

        assertThat(settings).as("the time below is the default's").doesNotContainKey("RUNNEL_DRAIN_TIMEOUT");
        assertThat(Duration.ofSeconds(manifests.pod().getSpec().getTerminationGracePeriodSeconds()))
                .as("with some seconds to close")
                .isGreaterThanOrEqualTo(
                        DeployedSettings.shutdown().plusSeconds(sleep).plusSeconds(5));
    }

    @OfEachKustomization
    void every_container_is_as_powerless_as_can_be(String kustomization) {
        assertThat(render(kustomization).all(Deployment.class)).isNotEmpty().allSatisfy(deployment -> {
            PodSpec pod = deployment.getSpec().getTemplate().getSpec();
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getContainers()).allSatisfy(container -> {
                assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                        .isTrue();
                assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                        .isFalse();
                assertThat(container.getSecurityContext().getCapabilities().getDrop())
                        .containsExactly("ALL");
                assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
                assertThat(container.getResources().getLimits()).containsKey("memory");
            });
        });
    }

    @OfEachKustomization
    void an_update_never_takes_a_pod_before_its_successor_is_ready(String kustomization) {
        Manifests manifests = render(kustomization);
        Deployment deployment = manifests.runnels(Deployment.class);
        HorizontalPodAutoscaler autoscaler = manifests.runnels(HorizontalPodAutoscaler.class);

        assertThat(deployment
                        .getSpec()
                        .getStrategy()
                        .getRollingUpdate()
                        .getMaxUnavailable()
                        .getIntVal())
                .isZero();
        assertThat(deployment.getSpec().getReplicas())
                .as("the autoscaler's business")
                .isNull();
        assertThat(autoscaler.getSpec().getScaleTargetRef())
                .extracting(target -> target.getApiVersion(), target -> target.getKind(), target -> target.getName())
                .containsExactly(
                        deployment.getApiVersion(),
                        deployment.getKind(),
                        deployment.getMetadata().getName());
        assertThat(autoscaler.getSpec().getMinReplicas()).isGreaterThan(1);
    }
}
