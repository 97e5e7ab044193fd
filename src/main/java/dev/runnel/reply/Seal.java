package dev.runnel.reply;

import dev.runnel.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Closes texts that a client keeps for this service. Nobody without the user's key can read, change or invent one. The form:
 * base64url of a version, a random nonce, and the text by AES-GCM (NIST SP 800-38D), with the version and the user as
 * associated data.
 */
public final class Seal {

    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final byte VERSION = 1;
    /** Bytes. With random nonces one key is good for billions of texts. */
    private static final int NONCE = 12;
    /** Bits. */
    private static final int TAG = 128;

    private final SecretKeySpec key;
    private final byte[] associated;

    Seal(UserId user, byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
        this.associated = ((char) VERSION + user.value()).getBytes(StandardCharsets.UTF_8);
    }

    /** The text, readable for {@link #open} alone. */
    public String close(String text) {
        try {
            // The cipher makes the nonce: it refuses to use one twice.
            Cipher cipher = Cipher.getInstance(ALGORITHM);
            cipher.init(Cipher.ENCRYPT_MODE, key);
            cipher.updateAAD(associated);
            byte[] closed = cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
            ByteBuffer all = ByteBuffer.allocate(1 + NONCE + closed.length);
            all.put(VERSION).put(cipher.getIV()).put(closed);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(all.array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text that was closed; empty if it was not closed with this seal. */
    public Optional<String> open(String closed) {
        try {
            byte[] all = Base64.getUrlDecoder().decode(closed);
            if (all.length <= NONCE || all[0] != VERSION) {
                return Optional.empty();
            }
            Cipher cipher = Cipher.getInstance(ALGORITHM);
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG, all, 1, NONCE));
            cipher.updateAAD(associated);
            byte[] text = cipher.doFinal(Arrays.copyOfRange(all, 1 + NONCE, all.length));
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
