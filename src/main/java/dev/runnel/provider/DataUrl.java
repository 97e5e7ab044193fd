package dev.runnel.provider;

import java.util.Optional;

/** A {@code data:} URL (RFC 2397) in Base64. */
record DataUrl(String mediaType, String base64) {

    private static final String SCHEME = "data:";
    private static final String BASE64 = ";base64";

    /** Empty for any other URL. */
    static Optional<DataUrl> parse(String url) {
        int comma = url.indexOf(',');
        if (comma < 0 || !url.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        String head = url.substring(SCHEME.length(), comma);
        int encoding = head.length() - BASE64.length();
        if (encoding <= 0 || !head.regionMatches(true, encoding, BASE64, 0, BASE64.length())) {
            return Optional.empty();
        }
        int parameters = head.indexOf(';');
        return Optional.of(new DataUrl(head.substring(0, parameters), url.substring(comma + 1)))
                .filter(data -> data.mediaType.startsWith("image/"));
    }
}
