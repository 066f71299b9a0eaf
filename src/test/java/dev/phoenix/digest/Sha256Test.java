package dev.phoenix.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Sha256Test {
  /** The end of a message is the intricate part, so each place that it can have in a block. */
  @Test
  void isThatOfTheJdkForEveryLength() throws NoSuchAlgorithmException {
    MessageDigest jdk = MessageDigest.getInstance("SHA-256");
    Random random = new Random(256);
    for (int length = 0; length <= 260; length++) {
      byte[] message = new byte[length];
      random.nextBytes(message);
      assertThat(Sha256.of(message)).as("%d bytes", length).isEqualTo(jdk.digest(message));
    }
  }
}
