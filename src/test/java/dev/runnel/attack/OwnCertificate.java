package dev.runnel.attack;

import dev.runnel.redis.TestCertificate;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

/** Lets the application end TLS by itself, with a certificate for {@code localhost} that tests get by their field of its type. */
public final class OwnCertificate implements QuarkusTestResourceLifecycleManager {

    private TestCertificate certificate;

    @Override
    public Map<String, String> start() {
        try {
            certificate = TestCertificate.of("localhost", Files.createTempDirectory("certificate"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return Map.of(
                "quarkus.http.test-ssl-port",
                "0",
                "quarkus.http.ssl.certificate.key-store-file",
                certificate.store().toString(),
                "quarkus.http.ssl.certificate.key-store-password",
                certificate.password());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(certificate, new TestInjector.MatchesType(TestCertificate.class));
    }

    @Override
    public void stop() {}
}
