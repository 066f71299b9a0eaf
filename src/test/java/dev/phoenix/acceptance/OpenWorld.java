package dev.phoenix.acceptance;

import dev.phoenix.SameProcess;
import dev.phoenix.cli.LabHands;
import dev.phoenix.lab.Lab;
import dev.phoenix.lab.LabOptions;
import dev.phoenix.state.Writing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The world of a workspace, open in this process: commands of any process go into it. */
final class OpenWorld implements AutoCloseable {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Path folder;
  private final Lab lab;

  OpenWorld(Path folder, LabOptions options) {
    this.folder = folder;
    try {
      this.lab = LabHands.open(folder, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How a command ended and what it said. */
  record Ran(int exit, String said) {
    @Override
    public String toString() {
      return "exit " + exit + "\n" + said;
    }
  }

  /** What there is: alike in worlds that are alike, and by identity. */
  record Content(List<String> names, List<String> identities) {
    Content {
      names = List.copyOf(names);
      identities = List.copyOf(identities);
    }
  }

  Ran run(Writing disk, String... words) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--lab");
    int exit = SameProcess.run(out, disk, folder, all);
    return new Ran(exit, said.toString(StandardCharsets.UTF_8));
  }

  Ran run(String... words) {
    return run(Writing.TO_DISK, words);
  }

  LabDoors doors() {
    try {
      return LabDoors.of(LabHands.table(folder, lab));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Content content() {
    try (LabDoors doors = doors()) {
      Inventory inventory = Inventory.of(doors, doors.hasPortainer());
      return new Content(inventory.names(), inventory.identities());
    }
  }

  private Path state() {
    return folder.resolve(".phoenix/lab/" + folder.getFileName() + ".state.json");
  }

  /** Whether a run has left a journal or lock, so that it did not come to its end. */
  boolean isLeftUnfinished() {
    return Files.exists(state().resolveSibling(state().getFileName() + ".journal"));
  }

  /** What the state says of something that is not so: not there, or not finished. */
  List<String> untruths() {
    try (LabDoors doors = doors()) {
      JsonNode recorded =
          Files.exists(state())
              ? MAPPER.readTree(Files.readAllBytes(state()))
              : MAPPER.createObjectNode();
      List<String> untruths =
          new ArrayList<>(Inventory.of(doors, doors.hasPortainer()).missing(recorded));
      for (var record : recorded.path("resources").properties()) {
        if (!record.getValue().path("status").asString("ok").equals("ok")) {
          untruths.add(record.getKey() + " is " + record.getValue().path("status"));
        }
      }
      return untruths;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      lab.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
