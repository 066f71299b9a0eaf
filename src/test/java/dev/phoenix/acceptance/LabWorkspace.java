package dev.phoenix.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A copy of a folder of files, on which phoenix runs against the lab. */
final class LabWorkspace {
  private final Path folder;
  private final Path streams;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final List<String> options = new ArrayList<>();

  private LabWorkspace(Path folder, Path streams) {
    this.folder = folder;
    this.streams = streams;
  }

  /** Copies a folder of files into a temporary one. */
  static LabWorkspace copy(Path from, Path temporary) {
    return copy(from, temporary, file -> !file.toString().contains(".phoenix"));
  }

  /** A folder of files that is somebody else's copy. */
  static LabWorkspace at(Path folder) {
    return new LabWorkspace(folder, folder.resolveSibling("streams"));
  }

  /** The same files and options in a world that is as this one is now. */
  LabWorkspace twin(Path temporary) {
    LabWorkspace twin = copy(folder, temporary, _ -> true);
    twin.environment.putAll(environment);
    twin.options.addAll(options);
    return twin;
  }

  private static LabWorkspace copy(Path from, Path temporary, Predicate<Path> wanted) {
    Path name = from.getFileName();
    Path to = temporary.resolve(name == null ? "workspace" : name.toString());
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        if (Files.isRegularFile(file) && wanted.test(file)) {
          Path copy = to.resolve(from.relativize(file));
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new LabWorkspace(to, temporary.resolve("streams"));
  }

  static LabWorkspace example(String name, Path temporary) {
    return copy(Path.of("examples", name), temporary);
  }

  /** Machines that exist already, with something of every kind that Docker and Portainer know. */
  static LabWorkspace hosts(Path temporary) {
    return copy(Path.of("src/test/resources/catalog/hosts"), temporary);
  }

  Path folder() {
    return folder;
  }

  Path streams() {
    return streams;
  }

  /** The lab's own state file. */
  Path state() {
    return folder.resolve(".phoenix/lab/" + folder.getFileName() + ".state.json");
  }

  LabWorkspace with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** An option of every later run that reaches the world. */
  LabWorkspace option(String name, String value) {
    options.add(name);
    options.add(value);
    return this;
  }

  void edit(String file, String from, String to) {
    Path path = folder.resolve(file);
    try {
      String text = Files.readString(path);
      if (!text.contains(from)) {
        throw new AssertionError(file + " does not contain " + from);
      }
      Files.writeString(path, text.replace(from, to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PhoenixProcess.Ended run(String... words) {
    return start(words).join();
  }

  PhoenixProcess start(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("-C");
    all.add(folder.toString());
    if (!words[0].equals("lab")) {
      all.add("--lab");
    }
    if (List.of("lab", "plan", "apply", "destroy").contains(words[0])) {
      all.addAll(options);
    }
    return PhoenixProcess.start(streams, environment, all);
  }

  LabDoors open() {
    return LabDoors.of(start("lab"));
  }

  byte[] stateBytes() {
    try {
      return Files.readAllBytes(state());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
