package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells whether a password is the one that was written last, which the server shows to nobody: four
 * bytes of a hash over the guest's mark, too few to guess the password by.
 */
final class Passwords {
  static final String PATH = "cloud_init.password";

  private Passwords() {}

  static String digest(String mark, Secret password) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(mark.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] all = mac.doFinal(password.reveal().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(all, 4));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
