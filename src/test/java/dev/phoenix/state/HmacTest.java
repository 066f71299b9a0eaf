package dev.phoenix.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class HmacTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void isThatOfRfc4231() {
    byte[] key = HEX.parseHex("0b".repeat(20));
    assertThat(HEX.formatHex(new Hmac(key).of("Hi There")))
        .isEqualTo("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    byte[] longKey = HEX.parseHex("aa".repeat(131));
    assertThat(
            HEX.formatHex(
                new Hmac(longKey).of("Test Using Larger Than Block-Size Key - Hash Key First")))
        .isEqualTo("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  }

  @Test
  void isThatOfTheJdkForEveryLengthOfKeyAndMessage() throws Exception {
    Random random = new Random(7);
    for (int length = 0; length < 200; length++) {
      byte[] key = new byte[1 + random.nextInt(150)];
      byte[] message = new byte[length];
      random.nextBytes(key);
      random.nextBytes(message);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));

      assertThat(new Hmac(key).of(message)).isEqualTo(mac.doFinal(message));
    }
  }

  @Test
  void stretchesAsTheJdkDoes() throws Exception {
    SecretKeyFactory factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
    for (String secret : new String[] {"x", "pässwörd \ud83d\ude00", "long ".repeat(40)}) {
      for (int iterations : new int[] {1, 2, 1000}) {
        String salt = "lineage\ntype/name\n" + iterations;
        byte[] expected =
            factory
                .generateSecret(
                    new PBEKeySpec(
                        secret.toCharArray(),
                        salt.getBytes(StandardCharsets.UTF_8),
                        iterations,
                        256))
                .getEncoded();

        assertThat(new Hmac(secret.getBytes(StandardCharsets.UTF_8)).stretched(salt, iterations))
            .isEqualTo(expected);
      }
    }
  }
}
