package dev.phoenix.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Secret;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;

final class SecretDigestsTest {
  private static final Address PLACE = new Address("server", "web1");
  private static final Secret SECRET = new Secret("hunter2!");

  private final SecretDigests digests = new SecretDigests("lineage");

  @Test
  void tellsPlacesAndLineagesApart() {
    String digest = digests.of(PLACE, "password", SECRET);

    assertThat(digests.of(PLACE, "password", new Secret("hunter2!"))).isEqualTo(digest);
    assertThat(digests.of(PLACE, "other", SECRET)).isNotEqualTo(digest);
    assertThat(digests.of(new Address("server", "web2"), "password", SECRET)).isNotEqualTo(digest);
    assertThat(new SecretDigests("another").of(PLACE, "password", SECRET)).isNotEqualTo(digest);
  }

  @Test
  void knowsTheDigestsOfStatesThatWereWrittenBefore() throws Exception {
    byte[] stretched =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
            .generateSecret(
                new PBEKeySpec(
                    "hunter2!".toCharArray(),
                    "lineage\nserver/web1\npassword".getBytes(StandardCharsets.UTF_8),
                    1000,
                    256))
            .getEncoded();
    String digest = "pbkdf2-sha256:1000:" + HexFormat.of().formatHex(stretched);

    assertThat(digests.matches(digest, PLACE, "password", SECRET)).isTrue();
    assertThat(digests.matches(digest, PLACE, "password", new Secret("hunter3!"))).isFalse();
    assertThat(digests.matches(digest, PLACE, "other", SECRET)).isFalse();
  }

  @Test
  void matchesNoTextThatIsNoDigest() {
    String digest = digests.of(PLACE, "password", SECRET);

    assertThat(digests.matches(digest, PLACE, "password", SECRET)).isTrue();
    for (String other :
        new String[] {"", "::", digest + ":", "md5:1:00", "pbkdf2-hmac-sha256:99999999:00"}) {
      assertThat(digests.matches(other, PLACE, "password", SECRET)).isFalse();
    }
  }
}
