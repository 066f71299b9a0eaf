package dev.phoenix.lab.host;

import dev.phoenix.lab.engine.Digests;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands that read standard input, or a file, and say something of it. */
final class TextFilters {
  private final Guest guest;

  TextFilters(Guest guest) {
    this.guest = guest;
  }

  static int count(Streams streams) {
    return SystemCommands.say(Integer.toString(streams.read().length), streams);
  }

  static int sum(Streams streams) {
    return SystemCommands.say(Digests.of(streams.input()) + "  -", streams);
  }

  int grep(List<String> words, Streams streams) {
    List<String> values = new ArrayList<>();
    boolean quiet = false;
    boolean whole = false;
    boolean literal = false;
    boolean only = false;
    for (String word : words) {
      boolean option = word.startsWith("-") && word.length() > 1;
      quiet |= option && word.contains("q");
      whole |= option && word.contains("x");
      literal |= option && word.contains("F");
      only |= option && word.contains("o");
      if (!option) {
        values.add(word);
      }
    }
    byte[] content = values.size() > 1 ? guest.read(values.get(1)) : streams.read();
    if (content == null) {
      streams.complain("grep: " + values.get(1) + ": No such file or directory");
      return 2;
    }
    Pattern pattern = Pattern.compile(values.getFirst(), literal ? Pattern.LITERAL : 0);
    int found = 1;
    for (String line : new String(content, StandardCharsets.UTF_8).split("\n", -1)) {
      Matcher match = pattern.matcher(line);
      if (whole ? match.matches() : match.find()) {
        found = 0;
        if (!quiet) {
          streams.print((only ? match.group() : line) + "\n");
        }
      }
    }
    return found;
  }

  int base64(List<String> words, List<String> paths, Streams streams) {
    byte[] content = paths.isEmpty() ? streams.read() : guest.read(paths.getLast());
    if (content == null) {
      streams.complain("base64: " + paths.getLast() + ": No such file or directory");
      return 1;
    }
    boolean decode = words.contains("-d") || words.contains("--decode");
    if (decode) {
      try {
        streams.out().writeBytes(Base64.getMimeDecoder().decode(content));
      } catch (IllegalArgumentException broken) {
        streams.complain("base64: invalid input");
        return 1;
      }
    } else {
      streams.out().writeBytes(Base64.getEncoder().encode(content));
    }
    return 0;
  }
}
