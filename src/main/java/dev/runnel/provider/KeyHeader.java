package dev.runnel.provider;

import io.vertx.core.MultiMap;

/** The header that carries a provider's key. */
enum KeyHeader {
    BEARER("Authorization", "Bearer "),
    GOOGLE("x-goog-api-key", ""),
    /** Azure's own header, which all its APIs accept. Its older ones take a bearer token for one of its directory. */
    AZURE("api-key", "");

    private final String header;
    private final String before;

    KeyHeader(String header, String before) {
        this.header = header;
        this.before = before;
    }

    static KeyHeader of(ProviderFormat format, BaseUrl address) {
        if (format == ProviderFormat.GEMINI) {
            return GOOGLE;
        }
        boolean azure = address.isIn("openai.azure.com", "services.ai.azure.com", "cognitiveservices.azure.com");
        return azure ? AZURE : BEARER;
    }

    void put(MultiMap headers, String key) {
        headers.set(header, before + key);
    }
}
