package dev.phoenix.lab.host;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** Runs commands on a machine as root without a connection to it. */
public final class Console {
  private Console() {}

  public static Program.Outcome run(Guest guest, List<String> words, Supplier<byte[]> input) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        new Shell(new Commands(guest), guest, "root", List.of("sh"))
            .run(Commands.quoted(words), new Streams(input::get, out, err));
    return new Program.Outcome(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
