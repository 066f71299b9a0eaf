package dev.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** phoenix in a process of its own, at whose input somebody sits. */
final class PhoenixJvm {
  private PhoenixJvm() {}

  /**
   * Starts it.
   *
   * @param said gets both streams
   */
  static Process start(Path said, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dphoenix.terminal=in,",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.phoenix.Main"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start();
  }

  /** What it has said once this is part of it. */
  static String waitFor(Process process, Path said, String text) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (!Files.readString(said).contains(text)) {
      assertThat(process.isAlive() && System.nanoTime() < end).as(Files.readString(said)).isTrue();
      Thread.sleep(50);
    }
    return Files.readString(said);
  }
}
