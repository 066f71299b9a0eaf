package dev.phoenix.state;

import dev.phoenix.digest.Sha256;
import dev.phoenix.resource.Recorded;
import java.nio.charset.StandardCharsets;

/** Tells whether a record is still the same. */
public final class RecordFingerprint {
  private RecordFingerprint() {}

  /** The SHA-256 of all that is recorded, in hexadecimal digits. */
  public static String of(Recorded recorded) {
    return Sha256.hex(Json.line(RecordedCodec.write(recorded)).getBytes(StandardCharsets.UTF_8));
  }
}
