package dev.phoenix.configuration;

import dev.phoenix.digest.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a result depends on, in the length of one digest. */
final class ContentKey {
  /** In ASCII, so that it is itself a short part of another. */
  private static final Base64.Encoder TEXT = Base64.getEncoder().withoutPadding();

  /** Of every key. */
  static final int LENGTH = 43;

  private ContentKey() {}

  /** Different for different parts, by all that SHA-256 promises. */
  static String of(String... parts) {
    byte[][] bytes = new byte[parts.length][];
    int length = 0;
    for (int i = 0; i < parts.length; i++) {
      bytes[i] = parts[i].getBytes(StandardCharsets.UTF_8);
      length += Integer.BYTES + bytes[i].length;
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    for (byte[] part : bytes) {
      // With its length, so that no part can go on where another ends.
      all.putInt(part.length).put(part);
    }
    return new String(TEXT.encode(Sha256.of(all.array())), StandardCharsets.ISO_8859_1);
  }
}
