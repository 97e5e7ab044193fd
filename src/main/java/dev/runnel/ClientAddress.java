package dev.runnel;

import java.util.Objects;

/**
 * Where a request comes from, as the network knows it; shared by all who sit behind one router.
 *
 * @param value an IP address in its usual spelling
 */
public record ClientAddress(String value) {

    public ClientAddress {
        Objects.requireNonNull(value);
    }
}
