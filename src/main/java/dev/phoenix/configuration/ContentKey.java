package dev.phoenix.configuration;

import dev.phoenix.digest.Sha256;
import java.nio.charset.StandardCharsets;

/** What a result depends on, in the length of one digest. */
final class ContentKey {
  private ContentKey() {}

  /** Different for different parts, by all that SHA-256 promises. */
  static String of(String... parts) {
    StringBuilder all = new StringBuilder();
    for (String part : parts) {
      // With its length, so that no part can go on where another ends.
      all.append(part.length()).append(':').append(part);
    }
    byte[] digest = Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8));
    // A character for each byte: shorter than any writing for people.
    return new String(digest, StandardCharsets.ISO_8859_1);
  }
}
