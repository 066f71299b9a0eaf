package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SortedMap;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a password is the one that was written last, which the server shows to nobody. What
 * tells it lies in the state, so it takes as many steps to try a password on it as on the digests
 * of secrets there.
 */
final class Passwords {
  static final String PATH = "cloud_init.password";

  /** The part of the identity that tells it. */
  static final String PART = "password";

  private static final int STEPS = 10_000;
  private static final int BYTES = 8;

  /** Of before: four bytes of a fast hash, which a list of likely passwords could be held to. */
  private static final int FAST = 4;

  private Passwords() {}

  /** Salted with the mark, which no two guests have in common. */
  static String digest(String mark, Secret password) {
    PBEKeySpec spec =
        new PBEKeySpec(
            password.reveal().toCharArray(),
            mark.getBytes(StandardCharsets.UTF_8),
            STEPS,
            BYTES * 8);
    try {
      byte[] bytes =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      return HexFormat.of().formatHex(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      spec.clearPassword();
    }
  }

  /** Whether it has to be written; what was kept of the last one is empty where there is none. */
  static boolean isAnother(String kept, String mark, Secret password) {
    return kept.isEmpty() || !kept.equals(digest(mark, password));
  }

  /**
   * Takes a fast hash out of an identity: the next apply records what is there instead, nothing of
   * a password that is another by now.
   */
  static void upgrade(SortedMap<String, String> identity, @Nullable Secret password) {
    String kept = identity.getOrDefault(PART, "");
    if (kept.length() != FAST * 2) {
      return;
    }
    String mark = identity.getOrDefault("mark", "");
    identity.remove(PART);
    if (password != null && !mark.isEmpty() && kept.equals(fast(mark, password))) {
      identity.put(PART, digest(mark, password));
    }
  }

  private static String fast(String mark, Secret password) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(mark.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] all = mac.doFinal(password.reveal().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(all, FAST));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
