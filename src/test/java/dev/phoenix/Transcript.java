package dev.phoenix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A text of commands and what they print, played again. A line {@code -- name --} begins a file of
 * the workspace folder, a line that begins with {@code $ } a command; what follows is its output.
 * Lines of stderr begin with {@code 2> }; an exit code other than 0 stands behind the output.
 */
final class Transcript {
  private static final String FILE = "-- (.+) --";

  /** What is said of a step when it has ended. */
  private static final String ENDED = "2> \\[[0-9]+/[0-9]+\\] .*";

  private final CommandPlayer player;
  private final List<String> played = new ArrayList<>();

  private Transcript(CommandPlayer player) {
    this.player = player;
  }

  /** The same text with what the commands print now. */
  static String play(String text, Path folder) {
    Transcript transcript = new Transcript(CommandPlayer.withExamples(folder));
    transcript.play(text.lines().toList());
    return String.join("\n", transcript.played) + "\n";
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
        List<String> expected = upToNext(lines, i);
        i += expected.size();
        run(line.substring(2), expected);
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
      Path file = player.folder().resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, String.join("\n", content).stripTrailing() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(String command, List<String> expected) {
    CommandPlayer.Played run = player.play(command);
    List<String> said =
        Steady.lines(run.err(), player.folder()).stream()
            .map(line -> line.isEmpty() ? "2>" : "2> " + line)
            .toList();
    played.addAll(inExpectedOrder(said, expected));
    played.addAll(Steady.lines(run.out(), player.folder()));
    if (run.exit() != 0) {
      played.add("[exit " + run.exit() + "]");
    }
  }

  /** Steps that do not wait for each other end in any order: the same ones count as the same. */
  private static List<String> inExpectedOrder(List<String> said, List<String> expected) {
    List<String> wanted = expected.stream().filter(line -> line.matches(ENDED)).toList();
    if (!unnumbered(said).equals(unnumbered(wanted))) {
      return said;
    }
    Iterator<String> next = wanted.iterator();
    return said.stream().map(line -> line.matches(ENDED) ? next.next() : line).toList();
  }

  private static List<String> unnumbered(List<String> lines) {
    return lines.stream()
        .filter(line -> line.matches(ENDED))
        .map(line -> line.replaceFirst("\\[[0-9]+/", ""))
        .sorted()
        .toList();
  }
}
