package dev.phoenix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A text of commands and what they print, played again. A line {@code -- name --} begins a file of
 * the workspace folder, a line that begins with {@code $ } a command; what follows is its output.
 * Lines of stderr begin with {@code 2> }; an exit code other than 0 stands behind the output.
 */
final class Transcript {
  private static final String FILE = "-- (.+) --";

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
      Path file = player.folder().resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, String.join("\n", content).stripTrailing() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(String command) {
    CommandPlayer.Played run = player.play(command);
    Steady.lines(run.err(), player.folder())
        .forEach(line -> played.add(line.isEmpty() ? "2>" : "2> " + line));
    played.addAll(Steady.lines(run.out(), player.folder()));
    if (run.exit() != 0) {
      played.add("[exit " + run.exit() + "]");
    }
  }
}
