package dev.runnel.http.auth;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.jwt.KeyProvider;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.util.KeyUtils;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.jboss.logging.Logger;

/** The key that verifies tokens. It is checked at the start, so that users are not the first to notice a wrong one. */
@Dependent
class VerificationKey {

    private static final Logger LOG = Logger.getLogger(VerificationKey.class);

    private final JWTAuthContextInfo info;

    VerificationKey(JWTAuthContextInfo info) {
        this.info = info;
    }

    /** Throws a {@link ConfigurationException} if there is no key, or one that cannot be read. */
    void check() {
        String content = content();
        if (content != null && info.getSignatureAlgorithm().stream().noneMatch(name -> isKey(content, name))) {
            throw new ConfigurationException(
                    "The key for verifying tokens is no public key, certificate or key set for "
                            + info.getSignatureAlgorithm()
                            + ": see MP_JWT_VERIFY_PUBLICKEY_LOCATION, MP_JWT_VERIFY_PUBLICKEY "
                            + "and MP_JWT_VERIFY_PUBLICKEY_ALGORITHM.");
        }
        if (content == null && !isElsewhere()) {
            throw new ConfigurationException("Users cannot be told apart: set MP_JWT_VERIFY_PUBLICKEY_LOCATION or "
                    + "MP_JWT_VERIFY_PUBLICKEY to verify their tokens, or RUNNEL_AUTH=off where only a gateway that "
                    + "checks users can reach this service.");
        }
        if (info.getIssuedBy() == null || info.getExpectedAudience() == null) {
            LOG.warn("Every token that is signed with this key is accepted, even if it was made for another service. "
                    + "Set MP_JWT_VERIFY_ISSUER and MP_JWT_VERIFY_AUDIENCES.");
        }
    }

    /** The content of a file; null if the key comes from a server or in another way. */
    private String content() {
        try {
            return info.getPublicKeyContent();
        } catch (DeploymentException e) {
            throw new ConfigurationException(
                    "The key for verifying tokens cannot be read: see MP_JWT_VERIFY_PUBLICKEY_LOCATION.");
        }
    }

    private boolean isElsewhere() {
        return info.getPublicKeyLocation() != null
                || info.getPublicVerificationKey() != null
                || info.getSecretVerificationKey() != null
                || info.getSecretKeyContent() != null
                || info.getKeyProvider() == KeyProvider.AWS_ALB;
    }

    private static boolean isKey(String content, SignatureAlgorithm algorithm) {
        return isPublicKey(content, algorithm) || isCertificate(content) || isKeySet(content);
    }

    private static boolean isPublicKey(String content, SignatureAlgorithm algorithm) {
        try {
            return KeyUtils.decodePublicKey(content, algorithm) != null;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    private static boolean isCertificate(String content) {
        try {
            return KeyUtils.getCertificate(content) != null;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    private static boolean isKeySet(String content) {
        return KeyUtils.loadJsonWebKeys(content) != null || isEncodedKeySet(content);
    }

    private static boolean isEncodedKeySet(String content) {
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(content.strip());
            return KeyUtils.loadJsonWebKeys(new String(decoded, StandardCharsets.UTF_8)) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
