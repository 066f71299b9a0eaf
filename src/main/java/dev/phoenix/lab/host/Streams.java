package dev.phoenix.lab.host;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a command reads and where it writes. What it has written goes on when it ends, and before
 * that where it flushes.
 */
record Streams(InputStream in, ByteArrayOutputStream out, ByteArrayOutputStream err) {

  /** One that reads this. */
  Streams reading(byte[] content) {
    return new Streams(new ByteArrayInputStream(content), out, err);
  }

  void print(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  void complain(String text) {
    err.writeBytes((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** All that is still to be read; what breaks off ends there. */
  byte[] read() {
    try {
      return in.readAllBytes();
    } catch (IOException gone) {
      return new byte[0];
    }
  }

  String input() {
    return new String(read(), StandardCharsets.UTF_8);
  }
}
