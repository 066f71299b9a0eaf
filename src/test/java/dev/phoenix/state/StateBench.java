package dev.phoenix.state;

import dev.phoenix.diagnostic.Diagnostic;
import dev.phoenix.diagnostic.Diagnostics;
import dev.phoenix.resource.Address;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Recorded;
import dev.phoenix.world.Fleet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A state file to be maltreated, and what is said of it. */
final class StateBench {
  final Path file;
  final Diagnostics diagnostics = new Diagnostics();
  private final Machine machine;

  StateBench(Path file) {
    this(file, Machine.here(Map.of()));
  }

  StateBench(Path file, Machine machine) {
    this.file = file;
    this.machine = machine;
  }

  /** The same file on a machine that is otherwise, with nothing said of it yet. */
  StateBench on(Machine other) {
    return new StateBench(file, other);
  }

  StateStore store() {
    return new StateStore(file, () -> "lineage", machine);
  }

  StateLock lock() {
    return new StateLock(file, machine);
  }

  Beside beside() {
    return new Beside(file);
  }

  static Recorded recorded(String name) {
    return new Recorded(
        Fleet.address(name),
        Identity.of("id", "id-" + name),
        Fleet.attributes(name, "a", 1),
        new TreeMap<>(),
        new TreeSet<>(),
        null,
        false,
        Recorded.Status.OK);
  }

  static Intent create(String name) {
    return new Intent(
        Fleet.address(name),
        Intent.Operation.CREATE,
        Identity.UNKNOWN,
        Fleet.attributes(name, "a", 1),
        new TreeMap<>(),
        new TreeSet<>(),
        null,
        false);
  }

  static SortedMap<Address, Recorded> of(String... names) {
    SortedMap<Address, Recorded> resources = new TreeMap<>();
    for (String name : names) {
      resources.put(Fleet.address(name), recorded(name));
    }
    return resources;
  }

  StateRun begin() {
    return ready(store().begin("apply", diagnostics));
  }

  StateRun ready(RunStart start) {
    if (start instanceof RunStart.Ready(StateRun run)) {
      return run;
    }
    throw new AssertionError(said());
  }

  /** One run that records these and nothing else. */
  State commit(String... names) {
    try (StateRun run = begin()) {
      return run.commit(of(names), diagnostics);
    }
  }

  /** The names that are recorded. */
  List<String> names() {
    State state = store().load(diagnostics);
    if (state == null) {
      throw new AssertionError(said());
    }
    return state.resources().keySet().stream().map(Address::name).toList();
  }

  List<Earlier> history() {
    List<Earlier> history = store().history(diagnostics);
    if (history == null) {
      throw new AssertionError(said());
    }
    return history;
  }

  List<String> summaries() {
    return diagnostics.sorted().stream().map(Diagnostic::summary).toList();
  }

  String said() {
    return diagnostics.sorted().stream()
        .map(d -> d.summary() + "\n" + d.detail())
        .collect(Collectors.joining("\n"));
  }

  /** What lies in the folder of the state. */
  List<String> files() {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> String.valueOf(f.getFileName())).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] bytes() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> sorted(String... names) {
    return Arrays.stream(names).sorted().toList();
  }
}
