package dev.runnel.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who finds and reaches the pods, and what they reach. */
class KubernetesNetworkTest extends RenderedKustomizations {

    @OfEachKustomization
    void whatever_selects_pods_finds_those_that_it_means(String kustomization) {
        Manifests manifests = render(kustomization);
        Map<String, String> pod = manifests.pod().getMetadata().getLabels();

        assertThat(pod)
                .containsAllEntriesOf(manifests
                        .runnels(Deployment.class)
                        .getSpec()
                        .getSelector()
                        .getMatchLabels())
                .containsAllEntriesOf(manifests.runnels(Service.class).getSpec().getSelector())
                .containsAllEntriesOf(manifests
                        .runnels(PodDisruptionBudget.class)
                        .getSpec()
                        .getSelector()
                        .getMatchLabels())
                .containsAllEntriesOf(manifests
                        .runnels(NetworkPolicy.class)
                        .getSpec()
                        .getPodSelector()
                        .getMatchLabels());
        assertThat(manifests.pod().getSpec().getTopologySpreadConstraints())
                .hasSize(2)
                .allSatisfy(spread -> assertThat(pod)
                        .containsAllEntriesOf(spread.getLabelSelector().getMatchLabels()));
    }

    @OfEachKustomization
    void ports_are_called_by_the_names_that_the_container_gives_them(String kustomization) {
        Manifests manifests = render(kustomization);
        Service service = manifests.runnels(Service.class);
        NetworkPolicy policy = manifests.runnels(NetworkPolicy.class);

        assertThat(service.getSpec().getPorts()).allMatch(port -> ports(manifests.container())
                .contains(port.getTargetPort().getStrVal()));
        assertThat(policy.getSpec().getIngress())
                .flatMap(rule -> rule.getPorts())
                .allMatch(port ->
                        ports(manifests.container()).contains(port.getPort().getStrVal()));
        assertThat(policy.getSpec().getEgress())
                .flatMap(rule -> rule.getPorts())
                .extracting(port -> port.getPort().getIntVal())
                .as("names, a collector, Redis and providers")
                .containsExactly(53, 53, 4317, 4318, 6379, 443);
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/dev", "overlays/production"})
    void health_and_metrics_have_a_port_of_their_own_that_prometheus_alone_may_ask(String kustomization) {
        Manifests manifests = render(kustomization);
        Container container = manifests.container();
        String port = manifests.runnels(ConfigMap.class).getData().get("RUNNEL_MANAGEMENT_PORT");

        assertThat(container.getPorts())
                .filteredOn(named -> named.getName().equals("management"))
                .extracting(ContainerPort::getContainerPort)
                .containsExactly(Integer.parseInt(port));
        assertThat(Stream.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe()))
                .allMatch(probe -> probe.getHttpGet().getPort().getStrVal().equals("management"));
        assertThat(manifests.runnels(NetworkPolicy.class).getSpec().getIngress())
                .extracting(
                        rule -> rule.getFrom().getFirst().getNamespaceSelector().getMatchLabels() + " "
                                + rule.getPorts().getFirst().getPort().getStrVal())
                .containsExactly(
                        "{kubernetes.io/metadata.name=ingress-nginx} http",
                        "{kubernetes.io/metadata.name=monitoring} management");
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/dev", "overlays/production"})
    void no_pod_reaches_what_is_private_but_what_is_named(String kustomization) {
        List<NetworkPolicyEgressRule> egress =
                render(kustomization).runnels(NetworkPolicy.class).getSpec().getEgress();

        assertThat(egress)
                .allSatisfy(rule -> assertThat(rule.getTo()).as("to whom").isNotEmpty());
        assertThat(egress.getLast().getTo())
                .extracting(to -> to.getIpBlock().getCidr())
                .containsExactly("0.0.0.0/0", "::/0");
        assertThat(egress.getLast().getTo())
                .flatMap(to -> to.getIpBlock().getExcept())
                .contains(
                        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10", "fc00::/7");
    }
}
