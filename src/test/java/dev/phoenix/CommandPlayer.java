package dev.phoenix;

import dev.phoenix.cli.LabHands;
import dev.phoenix.cli.Surroundings;
import dev.phoenix.view.Style;
import dev.phoenix.view.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs command lines as a shell would, in one process: {@code phoenix} with variables in front of
 * it or an answer piped into it, and the few other commands that transcripts need. The variable
 * {@code TERMINAL} puts phoenix at a coloured one.
 */
final class CommandPlayer {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|\\S+");

  private final Path folder;

  private CommandPlayer(Path folder) {
    this.folder = folder;
  }

  /** What a command printed: both streams apart, and as somebody at a terminal sees them. */
  record Played(String out, String err, String both, int exit) {
    static final Played SILENT = new Played("", "", "", 0);
  }

  /** Plays in a folder that begins with a copy of the examples. */
  static CommandPlayer withExamples(Path temporary) {
    Path folder = ofLength(temporary, 100);
    Path examples = Path.of("examples");
    try (Stream<Path> files = Files.walk(examples)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().contains(".phoenix")) {
          Path copy = folder.resolve(file);
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new CommandPlayer(folder);
  }

  /** Where lines are broken depends on the length of the folder's name. */
  private static Path ofLength(Path temporary, int length) {
    return temporary.resolve("w".repeat(Math.max(1, length - temporary.toString().length() - 1)));
  }

  Path folder() {
    return folder;
  }

  /** Runs one line; what is redirected to a file is not seen. */
  Played play(String command) {
    Played played =
        run(
            WORD.matcher(command.replaceFirst(" [<>] .*", ""))
                .results()
                .map(word -> word.group(1) == null ? word.group() : word.group(1))
                .toList());
    if (!command.contains(" > ")) {
      return played;
    }
    return command.endsWith("2>&1")
        ? new Played("", "", "", played.exit())
        : new Played("", played.err(), played.err(), played.exit());
  }

  private Played run(List<String> words) {
    try {
      return switch (words.getFirst()) {
        case "sed" -> replace(words.get(2), folder.resolve(words.get(3)));
        case "cat" -> new Played(Files.readString(folder.resolve(words.get(1))), "", "", 0);
        case "rm" -> removed(folder.resolve(words.getLast()));
        case "mkdir" -> made(folder.resolve(words.get(1)));
        case "ssh" -> atMachine(words.get(1), words.subList(2, words.size()));
        case "echo" -> phoenix(words.subList(3, words.size()), words.get(1) + "\n");
        default -> phoenix(words, null);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code sed -i s/from/to/ file}. */
  private static Played replace(String expression, Path file) throws IOException {
    String[] parts = expression.split(expression.substring(1, 2), -1);
    String text = Files.readString(file);
    if (!text.contains(parts[1])) {
      throw new IllegalStateException(file + " does not contain " + parts[1]);
    }
    Files.writeString(file, text.replace(parts[1], parts[2]));
    return Played.SILENT;
  }

  private static Played removed(Path what) throws IOException {
    try (Stream<Path> files = Files.walk(what)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    return Played.SILENT;
  }

  private static Played made(Path folder) throws IOException {
    Files.createDirectories(folder);
    return Played.SILENT;
  }

  /** {@code ssh host docker rm -f container} and such: somebody at a machine of the lab. */
  private Played atMachine(String host, List<String> words) throws IOException {
    for (Path workspace : workspaces()) {
      boolean done =
          words.getFirst().equals("docker")
              ? LabHands.docker(workspace, host, words.get(1), words.getLast())
              : LabHands.run(workspace, host, words);
      if (done) {
        return Played.SILENT;
      }
    }
    throw new IllegalStateException("no lab has a " + host + " for " + words);
  }

  private List<Path> workspaces() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(path -> Files.exists(path.resolve(".phoenix/lab/world.log"))).toList();
    }
  }

  /**
   * Runs phoenix.
   *
   * @param answer what somebody at the terminal types; null if nobody is there
   */
  private Played phoenix(List<String> words, @Nullable String answer) {
    Map<String, String> environment = new HashMap<>();
    int first = 0;
    while (words.get(first).contains("=")) {
      String[] assignment = words.get(first++).split("=", 2);
      environment.put(assignment[0], assignment[1]);
    }
    boolean terminal = environment.remove("TERMINAL") != null;
    Streams streams = new Streams();
    int exit =
        Main.commands(
                new Surroundings(
                    new ByteArrayInputStream(
                        (answer == null ? "" : answer).getBytes(StandardCharsets.UTF_8)),
                    streams.out,
                    streams.err,
                    environment,
                    folder,
                    "the program that is tested",
                    answer != null,
                    terminal
                        ? new Terminal.Look(new Style(true), new Style(true), false, 80, 80)
                        : Terminal.Look.PLAIN))
            .run(words.subList(first + 1, words.size()));
    return streams.played(exit);
  }

  /** Both streams, each also copied to one that has them in the order of time. */
  private static final class Streams {
    private final ByteArrayOutputStream both = new ByteArrayOutputStream();
    private final Copying outBytes = new Copying(both);
    private final Copying errBytes = new Copying(both);
    private final PrintStream out = new PrintStream(outBytes, true, StandardCharsets.UTF_8);
    private final PrintStream err = new PrintStream(errBytes, true, StandardCharsets.UTF_8);

    Played played(int exit) {
      return new Played(
          outBytes.toString(StandardCharsets.UTF_8),
          errBytes.toString(StandardCharsets.UTF_8),
          both.toString(StandardCharsets.UTF_8),
          exit);
    }
  }

  private static final class Copying extends ByteArrayOutputStream {
    private final ByteArrayOutputStream copy;

    Copying(ByteArrayOutputStream copy) {
      this.copy = copy;
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      super.write(bytes, from, length);
      copy.write(bytes, from, length);
    }

    @Override
    public synchronized void write(int b) {
      super.write(b);
      copy.write(b);
    }
  }
}
