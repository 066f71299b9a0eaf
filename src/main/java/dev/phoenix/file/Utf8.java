package dev.phoenix.file;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes that must be UTF-8. */
public final class Utf8 {
  private static final char REPLACEMENT = '\uFFFD';

  private Utf8() {}

  /** The text, every byte of it. */
  public static String decode(byte[] bytes) throws CharacterCodingException {
    // Copies plain text as it is; a strict decoder goes over it three times. What it cannot read it
    // replaces by a character that may as well stand there, so only then the strict one is asked.
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.indexOf(REPLACEMENT) < 0
        ? text
        : StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /** What stands before the first byte that begins no character. */
  public static String beginning(byte[] bytes) {
    CharBuffer read = CharBuffer.allocate(bytes.length);
    var _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), read, true);
    return read.flip().toString();
  }
}
