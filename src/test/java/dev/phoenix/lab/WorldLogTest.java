package dev.phoenix.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

class WorldLogTest {
  @TempDir Path folder;

  /** A process that changes the world until it is killed, and says what was kept. */
  static final class Writer {
    public static void main(String[] arguments) throws IOException {
      try (WorldLog log = new WorldLog(Path.of(arguments[0]))) {
        for (int number = Integer.parseInt(arguments[1]); ; number++) {
          log.put("key" + number, StringNode.valueOf("x".repeat(1 + number % 5000)));
          System.out.println(number);
        }
      }
    }
  }

  @Test
  void aKilledProcessLosesNothingThatWasAnswered() throws Exception {
    Random random = new Random(7);
    int next = 0;
    for (int round = 0; round < 3; round++) {
      int last = writeAndKill(next, 50 + random.nextInt(400));
      try (WorldLog log = new WorldLog(folder)) {
        for (int number = next; number <= last; number++) {
          assertThat(log.all().get("key" + number)).as("key %d", number).isNotNull();
        }
      }
      next = last + 2;
    }
  }

  private int writeAndKill(int from, int lines) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                folder.toString(),
                Integer.toString(from))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int last = from;
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (int line = 0; line < lines; line++) {
        last = Integer.parseInt(said.readLine());
      }
      process.destroyForcibly();
    }
    process.waitFor();
    return last;
  }

  @Test
  void aLineThatWasCutIsTakenBackAndTheNextOneIsWhole() throws Exception {
    try (WorldLog log = new WorldLog(folder)) {
      log.put("kept", IntNode.valueOf(1));
    }
    Path file = folder.resolve("world.log");
    String cut = Files.readString(file).substring(0, 20);
    Files.writeString(file, cut, StandardOpenOption.APPEND);

    try (WorldLog log = new WorldLog(folder)) {
      assertThat(log.all()).containsOnlyKeys("kept");
      log.put("later", IntNode.valueOf(2));
    }

    try (WorldLog log = new WorldLog(folder)) {
      assertThat(log.all()).containsOnlyKeys("kept", "later");
    }
  }

  @Test
  void aLongLogIsWrittenAnewAndHoldsTheSame() throws Exception {
    try (WorldLog log = new WorldLog(folder)) {
      for (int number = 0; number < 5000; number++) {
        log.put("key" + number % 10, IntNode.valueOf(number));
      }
      log.remove("key3");
    }
    Path file = folder.resolve("world.log");
    long before = Files.size(file);

    try (WorldLog log = new WorldLog(folder)) {
      assertThat(log.all()).hasSize(9).containsEntry("key9", IntNode.valueOf(4999));
      assertThat(Files.size(file)).isLessThan(before / 100);
      log.put("key3", IntNode.valueOf(1));
    }

    try (WorldLog log = new WorldLog(folder)) {
      assertThat(log.all()).hasSize(10).containsEntry("key3", IntNode.valueOf(1));
    }
  }

  @Test
  void aWorldWithoutItsKeySaysWhatToDo() throws Exception {
    try (WorldLog log = new WorldLog(folder)) {
      log.put("kept", IntNode.valueOf(1));
    }
    Files.delete(folder.resolve("world.key"));

    assertThatThrownBy(() -> new WorldLog(folder))
        .hasMessageContaining("Delete " + folder + " to begin anew");
  }
}
