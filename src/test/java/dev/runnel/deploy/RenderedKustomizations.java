package dev.runnel.deploy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The kustomizations, rendered once each. They are parsed here, and sent to no cluster. */
abstract class RenderedKustomizations {

    private static final Map<String, Manifests> RENDERED = new HashMap<>();

    static Manifests render(String kustomization) {
        return RENDERED.computeIfAbsent(kustomization, paths -> {
            List<Path> all = Stream.of(paths.split(" "))
                    .map(path -> Path.of("k8s", path))
                    .toList();
            return Manifests.of(all.getFirst(), all.subList(1, all.size()).toArray(Path[]::new));
        });
    }

    static List<String> ports(Container container) {
        return container.getPorts().stream().map(ContainerPort::getName).toList();
    }
}
