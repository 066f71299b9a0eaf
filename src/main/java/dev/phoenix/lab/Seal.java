package dev.phoenix.lab;

import dev.phoenix.file.OwnFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals the lines of the world, which holds what real servers would hold: passwords that were given
 * to containers. With the key beside it this keeps them from being read or committed by accident.
 */
final class Seal {
  private static final int NONCE = 12;
  private static final int LENGTH = 16;
  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  private Seal(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  static Seal of(Path file) throws IOException {
    if (!Files.exists(file)) {
      byte[] fresh = new byte[LENGTH];
      new SecureRandom().nextBytes(fresh);
      OwnFile.write(file, fresh);
    }
    byte[] key = Files.readAllBytes(file);
    if (key.length != LENGTH) {
      throw new LabRefusal(
          "Its key "
              + file
              + " is damaged, and nobody can read its world without it. Delete the folder that it is"
              + " in to begin anew: only the simulated world and the state of it are lost.");
    }
    return new Seal(key);
  }

  String close(String text) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] sealed = apply(Cipher.ENCRYPT_MODE, nonce, text.getBytes(StandardCharsets.UTF_8), 0);
    byte[] line = new byte[NONCE + sealed.length];
    System.arraycopy(nonce, 0, line, 0, NONCE);
    System.arraycopy(sealed, 0, line, NONCE, sealed.length);
    return Base64.getEncoder().encodeToString(line);
  }

  String open(String line) {
    byte[] sealed = Base64.getDecoder().decode(line);
    byte[] nonce = java.util.Arrays.copyOf(sealed, NONCE);
    return new String(apply(Cipher.DECRYPT_MODE, nonce, sealed, NONCE), StandardCharsets.UTF_8);
  }

  private byte[] apply(int mode, byte[] nonce, byte[] content, int from) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(128, nonce));
      return cipher.doFinal(content, from, content.length - from);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("the lab's world does not fit its key", broken);
    }
  }
}
