package dev.runnel;

import java.util.Objects;

/**
 * The network address of a client; everybody behind one router has the same.
 *
 * @param value an IP address in its usual notation
 */
public record ClientAddress(String value) {

    public ClientAddress {
        Objects.requireNonNull(value);
    }
}
