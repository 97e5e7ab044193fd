package dev.runnel.provider;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The certificate authorities that providers' certificates are checked against: the public ones, and private ones added
 * to them. If private ones replaced the public ones, public providers could not be reached any more.
 */
final class CertificateAuthorities {

    private CertificateAuthorities() {}

    /**
     * @param file of any number of certificates in PEM
     * @throws ConfigurationException in one sentence, if it holds none; without a cause, because Quarkus would show the
     *     cause's stack trace instead
     */
    static TrustOptions trusted(String file) {
        try {
            List<Certificate> all = certificates(file);
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < all.size(); i++) {
                store.setCertificateEntry("authority-" + i, all.get(i));
            }
            return TrustOptions.wrap(trustManager(store));
        } catch (IOException | InvalidPathException e) {
            throw new ConfigurationException(
                    "RUNNEL_PROVIDER_CA names \"" + file + "\", which cannot be read (" + e + ").");
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException("RUNNEL_PROVIDER_CA names \"" + file
                    + "\", which holds no certificates in PEM (" + e.getMessage() + ").");
        }
    }

    /** The private ones first. */
    static List<Certificate> certificates(String file) throws IOException, GeneralSecurityException {
        List<Certificate> all = new ArrayList<>(read(file));
        if (all.isEmpty()) {
            throw new CertificateException("it is empty");
        }
        all.addAll(List.of(trustManager(null).getAcceptedIssuers()));
        return all;
    }

    private static Collection<? extends Certificate> read(String file) throws IOException, CertificateException {
        try (InputStream pem = Files.newInputStream(Path.of(file))) {
            return CertificateFactory.getInstance("X.509").generateCertificates(pem);
        }
    }

    /** @param store null for the authorities that the platform trusts */
    private static X509TrustManager trustManager(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager known) {
                return known;
            }
        }
        throw new GeneralSecurityException("no trust manager for X.509");
    }
}
