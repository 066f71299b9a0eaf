package dev.phoenix;

import java.util.ArrayList;
import java.util.List;

/**
 * A Markdown text whose blocks of {@code console} are played again, one after the other in the same
 * folder, and whose pictures are drawn again by the command that stands in a comment above them.
 */
final class Document {
  private static final String CONSOLE = "```console";
  private static final String COMMENT = "<!-- ";
  private static final String FENCE = "```";

  private final CommandPlayer player;
  private final List<String> played = new ArrayList<>();

  private Document(CommandPlayer player) {
    this.player = player;
  }

  static String play(String text, CommandPlayer player) {
    Document document = new Document(player);
    document.play(text.lines().toList());
    return String.join("\n", document.played) + "\n";
  }

  private void play(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      played.add(line);
      if (line.equals(CONSOLE)) {
        i = console(lines, i + 1);
      } else if (line.startsWith(COMMENT + "./phoenix graph")) {
        i = picture(line, lines, i + 1);
      }
    }
  }

  /** Plays the commands of a block and says where it ends. */
  private int console(List<String> lines, int from) {
    int end = end(lines, from);
    boolean quiet = true;
    for (String line : lines.subList(from, end)) {
      if (line.startsWith("$ ")) {
        if (!quiet) {
          played.add("");
        }
        played.add(line);
        List<String> said = said(line.substring(2));
        played.addAll(said);
        quiet = said.isEmpty();
      }
    }
    played.add(FENCE);
    return end;
  }

  /** What somebody in a folder of that name sees. */
  private List<String> said(String command) {
    return player
        .play(command)
        .both()
        .replace(player.folder().toString(), "/srv/fleet")
        .stripTrailing()
        .lines()
        .filter(Steady::stays)
        .toList();
  }

  private int picture(String comment, List<String> lines, int from) {
    played.add(FENCE + "mermaid");
    String command = comment.substring(COMMENT.length(), comment.indexOf(" -->"));
    player.play(command).out().lines().forEach(played::add);
    played.add(FENCE);
    return end(lines, from + 1);
  }

  private static int end(List<String> lines, int from) {
    int end = from;
    while (!lines.get(end).equals(FENCE)) {
      end++;
    }
    return end;
  }
}
