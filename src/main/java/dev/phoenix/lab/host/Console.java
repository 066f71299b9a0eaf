package dev.phoenix.lab.host;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** Runs commands on a machine as root without a connection to it. */
public final class Console {
  private Console() {}

  public static Program.Outcome run(Guest guest, List<String> words, Supplier<byte[]> input) {
    return run(
        guest, words, new ByteArrayInputStream(input.get()), OutputStream.nullOutputStream());
  }

  /** The same, of a command that may answer while it reads. */
  public static Program.Outcome run(
      Guest guest, List<String> words, InputStream in, OutputStream out) {
    Output written = new Output(out);
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        new Shell(new Commands(guest), guest, "root", List.of("sh"))
            .run(Commands.quoted(words), new Streams(in, written, err));
    return new Program.Outcome(
        status, written.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
