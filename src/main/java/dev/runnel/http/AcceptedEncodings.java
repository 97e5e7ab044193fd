package dev.runnel.http;

import java.util.List;

/** What a client says in {@code Accept-Encoding} (RFC 9110, section 12.5.3). */
final class AcceptedEncodings {

    private AcceptedEncodings() {}

    /** Whether the client names gzip and does not exclude it with {@code q=0}. A bare {@code *} does not count. */
    static boolean includeGzip(List<String> headers) {
        for (String header : headers) {
            for (String element : header.split(",")) {
                String[] parts = element.split(";");
                if (isGzip(parts[0].strip())) {
                    return !isExcluded(parts);
                }
            }
        }
        return false;
    }

    private static boolean isGzip(String coding) {
        return coding.equalsIgnoreCase("gzip") || coding.equalsIgnoreCase("x-gzip");
    }

    private static boolean isExcluded(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].strip().matches("[qQ]\\s*=\\s*0(\\.0*)?")) {
                return true;
            }
        }
        return false;
    }
}
