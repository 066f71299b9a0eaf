package dev.phoenix;

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
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A text of commands and what they print, played again. A line {@code -- name --} begins a file of
 * the workspace folder, a line that begins with {@code $ } a command; what follows is its output.
 * Lines of stderr begin with {@code 2> }; an exit code other than 0 stands behind the output.
 */
final class Transcript {
  private static final String FILE = "-- (.+) --";

  private final Path folder;
  private final List<String> played = new ArrayList<>();

  private Transcript(Path folder) {
    this.folder = folder;
  }

  /** The same text with what the commands print now. */
  static String play(String text, Path folder) {
    Transcript transcript = new Transcript(folder);
    transcript.copyExamples();
    transcript.play(text.lines().toList());
    return String.join("\n", transcript.played) + "\n";
  }

  private void copyExamples() {
    Path examples = Path.of("examples");
    try (Stream<Path> files = Files.walk(examples)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(file);
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void play(List<String> lines) {
    int i = 0;
    while (i < lines.size()) {
      String line = lines.get(i++);
      if (line.matches(FILE)) {
        played.add(line);
        List<String> content = upToNext(lines, i);
        write(line.replaceFirst(FILE, "$1"), content);
        played.addAll(content);
        i += content.size();
      } else if (line.startsWith("$ ")) {
        played.add(line);
        i += upToNext(lines, i).size();
        run(line.substring(2));
        if (i < lines.size()) {
          played.add("");
        }
      } else {
        played.add(line);
      }
    }
  }

  private static List<String> upToNext(List<String> lines, int from) {
    int to = from;
    while (to < lines.size() && !lines.get(to).startsWith("$ ") && !lines.get(to).matches(FILE)) {
      to++;
    }
    return lines.subList(from, to);
  }

  private void write(String name, List<String> content) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, String.join("\n", content).stripTrailing() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(String command) {
    List<String> words =
        Stream.of(command.split(" ")).skip(1).filter(word -> !word.isEmpty()).toList();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Main.commands(
                new Surroundings(
                    new ByteArrayInputStream(new byte[0]),
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    Map.of(),
                    folder,
                    false,
                    Terminal.Look.PLAIN))
            .run(words);
    steady(err).forEach(line -> played.add(line.isEmpty() ? "2>" : "2> " + line));
    played.addAll(steady(out));
    if (exit != 0) {
      played.add("[exit " + exit + "]");
    }
  }

  /** Without what differs from run to run: the folder, durations, and what was waited for. */
  private List<String> steady(ByteArrayOutputStream stream) {
    return stream
        .toString(StandardCharsets.UTF_8)
        .replace(folder.toString(), "FOLDER")
        .lines()
        .filter(line -> !line.startsWith("waiting"))
        .map(line -> line.replaceAll("\\bin [0-9.]+ s$", "in N s").stripTrailing())
        .toList();
  }
}
