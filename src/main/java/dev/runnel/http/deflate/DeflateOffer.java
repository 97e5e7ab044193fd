package dev.runnel.http.deflate;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One way to use {@code permessage-deflate} that a client offers (RFC 7692, 7.1).
 *
 * @param serverForgets {@code server_no_context_takeover}
 * @param clientForgets {@code client_no_context_takeover}
 * @param serverBits {@code server_max_window_bits}
 * @param clientWindow whether {@code client_max_window_bits} is there: the client lets its window be chosen
 * @param clientBits the largest window that it would use
 */
record DeflateOffer(
        boolean serverForgets,
        boolean clientForgets,
        OptionalInt serverBits,
        boolean clientWindow,
        OptionalInt clientBits) {

    private static final String NAME = "permessage-deflate";
    private static final String SERVER_FORGETS = "server_no_context_takeover";
    private static final String CLIENT_FORGETS = "client_no_context_takeover";
    private static final String SERVER_BITS = "server_max_window_bits";
    private static final String CLIENT_BITS = "client_max_window_bits";

    /** Empty for another extension, and for parameters that nobody knows or that are wrong: those are declined. */
    static Optional<DeflateOffer> parse(String element) {
        String[] parts = element.split(";", -1);
        if (!parts[0].strip().equals(NAME)) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            String[] parameter = parts[i].split("=", 2);
            String value = parameter.length == 1 ? "" : unquoted(parameter[1].strip());
            if (!isKnown(parameter[0].strip(), value, parameter.length == 2)
                    || parameters.put(parameter[0].strip(), value) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(new DeflateOffer(
                parameters.containsKey(SERVER_FORGETS),
                parameters.containsKey(CLIENT_FORGETS),
                bits(parameters.get(SERVER_BITS)),
                parameters.containsKey(CLIENT_BITS),
                bits(parameters.get(CLIENT_BITS))));
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static boolean isKnown(String name, String value, boolean hasValue) {
        return switch (name) {
            case SERVER_FORGETS, CLIENT_FORGETS -> !hasValue;
            case SERVER_BITS -> areBits(value);
            case CLIENT_BITS -> !hasValue || areBits(value);
            default -> false;
        };
    }

    private static boolean areBits(String value) {
        return value.matches("[89]|1[0-5]");
    }

    private static OptionalInt bits(String value) {
        return value == null || value.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value));
    }

    /** What a service answers that takes it, with this window for the client's messages where that may be chosen. */
    String answer(boolean clientForgets, int clientBits) {
        StringBuilder answer = new StringBuilder(NAME);
        if (serverForgets) {
            answer.append("; ").append(SERVER_FORGETS);
        }
        if (clientForgets) {
            answer.append("; ").append(CLIENT_FORGETS);
        }
        serverBits.ifPresent(
                bits -> answer.append("; ").append(SERVER_BITS).append('=').append(bits));
        if (clientWindow && !clientForgets) {
            answer.append("; ").append(CLIENT_BITS).append('=').append(clientBits);
        }
        return answer.toString();
    }
}
