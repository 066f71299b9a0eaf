package dev.phoenix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenix.cli.Surroundings;
import dev.phoenix.view.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A workspace with all that phoenix keeps in and beside one, to be copied and broken. */
record FuzzWorkspace(Path folder, Map<String, String> secrets) implements AutoCloseable {
  /** What its secrets begin with. */
  static final String PLANTED = "planted-and-never-shown";

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Z0-9_]+)}");
  private static final List<String> CHANGING =
      List.of("apply", "destroy", "recover", "state restore", "import");

  /** What came of a command. */
  record Said(int exit, String text) {}

  /** The example, applied on the lab, with a journal of a run that did not end and a saved plan. */
  static FuzzWorkspace make(Path folder, String example) throws IOException {
    Path original = Path.of("examples", example);
    // What somebody did with the example itself is none of it.
    copy(original, folder, file -> !file.startsWith(original.resolve(".phoenix")));
    FuzzWorkspace made = new FuzzWorkspace(folder, secretsOf(folder));
    JournalKept journal = new JournalKept(made.state());
    good(made.run(journal, "apply --auto-approve"));
    good(made.run("plan --destroy --out " + folder.resolve("saved.plan")));
    journal.putBack();
    return made;
  }

  private static void good(Said said) {
    assertThat(said.exit()).as(said.text()).isZero();
  }

  private static Map<String, String> secretsOf(Path folder) throws IOException {
    Map<String, String> secrets = new TreeMap<>();
    for (Path file : files(folder)) {
      Matcher names = VARIABLE.matcher(Files.readString(file));
      while (names.find()) {
        secrets.put(names.group(1), PLANTED + "-" + names.group(1));
      }
    }
    return secrets;
  }

  /** Another one with the same in it. */
  FuzzWorkspace copy(Path place) throws IOException {
    Path copy = Files.createTempDirectory(place, "fuzz").resolve(folder.getFileName());
    copy(folder, copy, _ -> true);
    return new FuzzWorkspace(copy, secrets);
  }

  private static void copy(Path from, Path to, Predicate<Path> which) throws IOException {
    for (Path file : files(from).stream().filter(which).toList()) {
      Path copy = to.resolve(from.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Files of it that phoenix reads, but for those of the lab itself. */
  List<Path> files() throws IOException {
    return files(folder).stream()
        .filter(file -> !file.toString().contains("/lab/world"))
        .filter(file -> !file.endsWith("README.md"))
        .toList();
  }

  private Path state() {
    return folder.resolve(".phoenix/lab/" + folder.getFileName() + ".state.json");
  }

  /** What the state file holds; nothing if it is not there. */
  byte[] stateBytes() throws IOException {
    return Files.exists(state()) ? Files.readAllBytes(state()) : new byte[0];
  }

  /** The state is as it was, or another that can be read, with the one of before kept beside it. */
  void assertNothingForgotten(String what, String command, byte[] before) throws IOException {
    byte[] now = stateBytes();
    if (Arrays.equals(now, before)) {
      return;
    }
    assertThat(CHANGING.stream().anyMatch(command::startsWith))
        .as("%s%nhas changed the state", what)
        .isTrue();
    Said list = run("state list");
    assertThat(list.exit()).as("%s%nand afterwards %s", what, list.text()).isZero();
    if (before.length > 0) {
      for (Path kept : files(Objects.requireNonNull(state().getParent()))) {
        if (!kept.equals(state()) && Arrays.equals(Files.readAllBytes(kept), before)) {
          return;
        }
      }
      throw new AssertionError(what + "\nthe state of before is gone");
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder.getParent())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  Said run(String command) {
    return run(new ByteArrayOutputStream(), command);
  }

  private Said run(ByteArrayOutputStream said, String command) {
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.add("--lab");
    int exit =
        Main.commands(
                new Surroundings(
                    new ByteArrayInputStream(new byte[0]),
                    stream,
                    stream,
                    secrets,
                    folder,
                    "the program that is tested",
                    false,
                    Terminal.Look.PLAIN))
            .run(words);
    return new Said(exit, said.toString(StandardCharsets.UTF_8));
  }

  /** Takes a copy of the journal while a run goes on. */
  private static final class JournalKept extends ByteArrayOutputStream {
    private static final int ENOUGH = 500;

    private final Path journal;
    private byte[] kept = new byte[0];

    JournalKept(Path state) {
      this.journal = state.resolveSibling(state.getFileName() + ".journal");
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      super.write(bytes, from, length);
      try {
        if (kept.length == 0 && Files.exists(journal) && Files.size(journal) > ENOUGH) {
          kept = Files.readAllBytes(journal);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** As of a run on the state as it is: one of an earlier state would be refused at once. */
    synchronized void putBack() throws IOException {
      assertThat(kept).as("what the journal said during the run").isNotEmpty();
      String begun = new String(kept, StandardCharsets.UTF_8);
      Files.writeString(journal, begun.replaceFirst("\"serial\":0", "\"serial\":1"));
    }
  }
}
