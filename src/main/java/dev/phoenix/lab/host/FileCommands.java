package dev.phoenix.lab.host;

import java.util.List;
import java.util.Set;

/** Commands that work on texts and files. */
final class FileCommands {
  private static final Set<String> NAMES =
      Set.of(
          "echo",
          "printf",
          "cat",
          "tee",
          "test",
          "[",
          "mkdir",
          "rm",
          "mv",
          "cp",
          "chmod",
          "chown",
          "install",
          "touch",
          "grep",
          "base64",
          "head",
          "tail",
          "stat",
          "ls",
          "ln",
          "mktemp",
          "wc",
          "sha256sum");

  private final Guest guest;
  private final TextFilters filters;

  FileCommands(Guest guest) {
    this.guest = guest;
    this.filters = new TextFilters(guest);
  }

  boolean knows(String name) {
    return NAMES.contains(name);
  }

  int run(List<String> words, Streams streams) {
    List<String> rest = words.subList(1, words.size());
    List<String> plain =
        rest.stream().filter(word -> !word.startsWith("-") || word.equals("-")).toList();
    return switch (words.getFirst()) {
      case "echo" -> echo(rest, streams);
      case "printf" -> printf(rest, streams);
      case "cat" -> cat(plain, streams);
      case "head", "tail" -> cat(List.of(), streams);
      case "tee" -> tee(plain, streams);
      case "test" -> test(rest) ? 0 : 1;
      case "[" -> test(rest.subList(0, rest.size() - 1)) ? 0 : 1;
      case "rm" -> remove(plain);
      case "mv" -> move(plain, true, streams);
      case "cp" -> move(plain, false, streams);
      case "install" -> rest.contains("-d") ? 0 : move(last(plain), false, streams);
      case "touch" -> touch(plain);
      case "grep" -> filters.grep(rest, streams);
      case "base64" -> filters.base64(rest, plain, streams);
      case "stat" -> list("stat", plain, false, streams);
      case "ls" -> list("ls", plain, rest.contains("-d"), streams);
      case "mktemp" -> temporary(plain, streams);
      case "wc" -> TextFilters.count(streams);
      case "sha256sum" -> TextFilters.sum(streams);
      case String _ -> 0;
    };
  }

  private static List<String> last(List<String> words) {
    return words.subList(Math.max(0, words.size() - 2), words.size());
  }

  private boolean exists(String path) {
    return guest.read(path) != null || guest.isFolder(path);
  }

  private static int echo(List<String> words, Streams streams) {
    boolean bare = !words.isEmpty() && words.getFirst().equals("-n");
    streams.print(
        String.join(" ", bare ? words.subList(1, words.size()) : words) + (bare ? "" : "\n"));
    return 0;
  }

  private static int printf(List<String> words, Streams streams) {
    String format = words.getFirst().replace("\\n", "\n").replace("\\t", "\t");
    List<String> values = words.subList(1, words.size());
    int at = 0;
    do {
      StringBuilder line = new StringBuilder();
      for (String piece : format.split("(?=%s)", -1)) {
        boolean filled = piece.startsWith("%s");
        line.append(
            filled ? (at < values.size() ? values.get(at++) : "") + piece.substring(2) : piece);
      }
      streams.print(line.toString().replace("%%", "%"));
    } while (at < values.size() && format.contains("%s"));
    return 0;
  }

  private int cat(List<String> paths, Streams streams) {
    if (paths.isEmpty()) {
      streams.out().writeBytes(streams.read());
    }
    int status = 0;
    for (String path : paths) {
      byte[] content = path.equals("-") ? streams.read() : guest.read(path);
      if (content == null) {
        streams.complain("cat: " + path + ": No such file or directory");
        status = 1;
      } else {
        streams.out().writeBytes(content);
      }
    }
    return status;
  }

  private int tee(List<String> paths, Streams streams) {
    byte[] content = streams.read();
    paths.forEach(path -> guest.write(path, content));
    streams.out().writeBytes(content);
    return 0;
  }

  private boolean test(List<String> words) {
    if (!words.isEmpty() && words.getFirst().equals("!")) {
      return !test(words.subList(1, words.size()));
    }
    if (words.size() == 3) {
      String left = words.get(0);
      String right = words.get(2);
      return switch (words.get(1)) {
        case "=", "==" -> left.equals(right);
        case "!=" -> !left.equals(right);
        case "-eq" -> left.equals(right);
        case "-ne" -> !left.equals(right);
        case String _ -> false;
      };
    }
    if (words.size() == 2) {
      String value = words.get(1);
      byte[] content = guest.read(value);
      return switch (words.getFirst()) {
        case "-n" -> !value.isEmpty();
        case "-z" -> value.isEmpty();
        case "-s" -> content != null && content.length > 0;
        case "-f", "-r" -> content != null;
        case "-d" -> guest.isFolder(value) || value.equals("/run/systemd/system");
        case "-S" -> value.endsWith("docker.sock") && guest.engineAnswers();
        case String _ -> exists(value);
      };
    }
    return words.size() == 1 && !words.getFirst().isEmpty();
  }

  private int list(String program, List<String> paths, boolean named, Streams streams) {
    int status = 0;
    for (String path : paths) {
      if (!exists(path)) {
        streams.complain(program + ": cannot access '" + path + "': No such file or directory");
        status = 2;
      } else if (named) {
        streams.print(path + "\n");
      }
    }
    return status;
  }

  /** The next free name of its kind. */
  private int temporary(List<String> templates, Streams streams) {
    String stem = templates.isEmpty() ? "/tmp/tmp." : templates.getFirst().replaceFirst("X+$", "");
    int number = 1;
    while (exists("%s%06d".formatted(stem, number))) {
      number++;
    }
    String path = "%s%06d".formatted(stem, number);
    guest.write(path, new byte[0]);
    return SystemCommands.say(path, streams);
  }

  private int remove(List<String> paths) {
    paths.forEach(guest::remove);
    return 0;
  }

  private int touch(List<String> paths) {
    for (String path : paths) {
      if (guest.read(path) == null) {
        guest.write(path, new byte[0]);
      }
    }
    return 0;
  }

  private int move(List<String> paths, boolean away, Streams streams) {
    byte[] content = guest.read(paths.getFirst());
    if (content == null) {
      streams.complain("cannot stat '" + paths.getFirst() + "': No such file or directory");
      return 1;
    }
    guest.write(paths.getLast(), content);
    if (away) {
      guest.remove(paths.getFirst());
    }
    return 0;
  }
}
