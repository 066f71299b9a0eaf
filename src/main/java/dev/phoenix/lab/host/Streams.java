package dev.phoenix.lab.host;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What a command reads and where it writes. */
record Streams(Input in, ByteArrayOutputStream out, ByteArrayOutputStream err) {

  /** Standard input, read when a command wants it. */
  interface Input {
    byte[] read();

    static Input of(byte[] content) {
      return () -> content;
    }
  }

  void print(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  void complain(String text) {
    err.writeBytes((text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  String input() {
    return new String(in.read(), StandardCharsets.UTF_8);
  }
}
