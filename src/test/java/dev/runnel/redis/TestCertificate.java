package dev.runnel.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate that nobody has heard of, as private authorities issue them; made anew, so that none can expire here. */
public final class TestCertificate {

    /** Of what {@link #store} holds. */
    public static final String PASSWORD = "changeit";

    private final Path store;
    private final Path pem;

    private TestCertificate(Path directory) {
        this.store = directory.resolve("redis.p12");
        this.pem = directory.resolve("redis.pem");
    }

    /** @param host the one name for which it is good */
    public static TestCertificate of(String host, Path directory) throws IOException, InterruptedException {
        TestCertificate certificate = new TestCertificate(directory);
        certificate.keytool("redis", "-genkeypair", "-keyalg", "EC", "-dname", "CN=redis", "-ext", "san=dns:" + host);
        certificate.keytool("redis", "-exportcert", "-rfc", "-file", certificate.pem.toString());
        return certificate;
    }

    /** Signed by an authority that is as unknown; what a client has to trust is the authority. */
    public static TestCertificate ofAuthority(String host, Path directory) throws IOException, InterruptedException {
        TestCertificate certificate = new TestCertificate(directory);
        certificate.keytool("authority", "-genkeypair", "-keyalg", "EC", "-dname", "CN=authority", "-ext", "bc:c");
        certificate.keytool("authority", "-exportcert", "-rfc", "-file", certificate.pem.toString());
        certificate.keytool(
                "redis",
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=server",
                "-signer",
                "authority",
                "-ext",
                "san=dns:" + host);
        // A server has one key to choose from.
        certificate.keytool("authority", "-delete");
        return certificate;
    }

    /** What a server proves itself with, as PKCS #12. */
    public Path store() {
        return store;
    }

    /** What a client has to trust. */
    public Path pem() {
        return pem;
    }

    ServerSocketFactory sockets() throws IOException {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context.getServerSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private void keytool(String alias, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", alias, "-keystore", store.toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
