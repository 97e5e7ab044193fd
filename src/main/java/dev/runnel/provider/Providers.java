package dev.runnel.provider;

import java.util.List;

/** The configured providers. */
public interface Providers {

    /** In the order in which they are asked; at least one. */
    List<Provider> inOrder();

    /** Whether replies come from the built-in demo model, which is no AI. */
    default boolean isDemo() {
        return inOrder().stream().anyMatch(provider -> provider.name().equals(DemoProvider.NAME));
    }
}
