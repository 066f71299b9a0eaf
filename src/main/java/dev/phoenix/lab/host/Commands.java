package dev.phoenix.lab.host;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The commands of a machine, by name; those that run other commands stand here themselves. */
final class Commands {
  /** Those that run other commands, and the few that do nothing. */
  private static final Set<String> OWN =
      Set.of(
          "true", "false", "sleep", "sync", "sh", "sudo", "env", "timeout", "flock", "nice", "exec",
          "command", "fuser");

  private final FileCommands files;
  private final SystemCommands system;
  private final Guest guest;

  Commands(Guest guest) {
    this.guest = guest;
    this.files = new FileCommands(guest);
    this.system = new SystemCommands(guest);
  }

  int run(Shell shell, List<String> words, Streams streams) {
    List<String> rest = words.subList(1, words.size());
    return switch (words.getFirst()) {
      case "true", "sync", "fuser" -> words.getFirst().equals("fuser") ? 1 : 0;
      case "false" -> 1;
      case "sudo" -> wrapped(shell, "root", without(rest, 0), streams);
      case "nice", "exec" -> wrapped(shell, shell.user(), without(rest, 0), streams);
      case "timeout" -> wrapped(shell, shell.user(), without(rest, 1), streams);
      case "flock" -> flock(shell, rest, streams);
      case "env" -> env(shell, rest, streams);
      case "sh", "bash", "/bin/sh" -> sh(shell, rest, streams);
      case "command", "which", "type" -> where(rest.getLast(), streams);
      case "sleep" -> 0;
      case String name when files.knows(name) -> files.run(words, streams);
      case String name when system.knows(name) -> system.run(shell, words, streams);
      case String name when guest.program(name) != null -> own(words, streams);
      case String name -> {
        streams.complain("sh: 1: " + name + ": not found");
        yield 127;
      }
    };
  }

  /** One that only this machine has. */
  private int own(List<String> words, Streams streams) {
    Program program = guest.program(words.getFirst());
    if (program == null) {
      return 127;
    }
    Program.Outcome outcome = program.run(words, streams.in(), streams.out());
    streams.print(outcome.out());
    streams.err().writeBytes(outcome.err().getBytes(StandardCharsets.UTF_8));
    return outcome.status();
  }

  private boolean isBuiltIn(String name) {
    return OWN.contains(name) || files.knows(name) || system.isBuiltIn(name);
  }

  /** Without leading options and that many words. */
  private static List<String> without(List<String> words, int count) {
    int at = 0;
    while (at < words.size() && words.get(at).startsWith("-")) {
      at += words.get(at).equals("-u") ? 2 : 1;
    }
    return words.subList(Math.min(at + count, words.size()), words.size());
  }

  private int wrapped(Shell shell, String user, List<String> words, Streams streams) {
    return words.isEmpty() ? 0 : as(shell, user, words, streams);
  }

  /** As the user, in a shell whose text is only these words. */
  private int as(Shell shell, String user, List<String> words, Streams streams) {
    return shell.nested(user, quoted(words), List.of("sh"), streams);
  }

  /** A command line that means these words and nothing else. */
  static String quoted(List<String> words) {
    List<String> quoted = new ArrayList<>();
    words.forEach(word -> quoted.add("'" + word.replace("'", "'\\''") + "'"));
    return String.join(" ", quoted);
  }

  private int flock(Shell shell, List<String> words, Streams streams) {
    int at = 0;
    while (at < words.size() && words.get(at).startsWith("-")) {
      at += words.get(at).equals("-w") ? 2 : 1;
    }
    return wrapped(shell, shell.user(), words.subList(at + 1, words.size()), streams);
  }

  private int env(Shell shell, List<String> words, Streams streams) {
    int at = 0;
    while (at < words.size() && words.get(at).contains("=")) {
      at++;
    }
    return wrapped(shell, shell.user(), words.subList(at, words.size()), streams);
  }

  private int sh(Shell shell, List<String> words, Streams streams) {
    if (!words.isEmpty() && words.getFirst().startsWith("-") && words.getFirst().endsWith("c")) {
      List<String> with = words.size() > 2 ? words.subList(2, words.size()) : List.of("sh");
      String before = words.getFirst().contains("e") ? "set -e\n" : "";
      return shell.nested(shell.user(), before + words.get(1), with, streams);
    }
    String text = streams.input();
    Streams none = streams.reading(new byte[0]);
    List<String> with = new ArrayList<>(words);
    with.removeIf(word -> word.equals("-s") || word.equals("--") || word.equals("-"));
    with.addFirst("sh");
    return shell.nested(shell.user(), text, with, none);
  }

  private int where(String name, Streams streams) {
    boolean docker = Set.of("docker", "dockerd", "containerd").contains(name);
    boolean there =
        docker
            ? guest.dockerPackage() != null
            : isBuiltIn(name) || guest.version(name) != null || guest.program(name) != null;
    if (there) {
      streams.print("/usr/bin/" + name + "\n");
    }
    return there ? 0 : 127;
  }

  /** What a command line writes, for those who look at a machine from inside the lab. */
  static String output(Guest guest, String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Shell(new Commands(guest), guest, "root", List.of("sh"))
        .run(text, new Streams(InputStream.nullInputStream(), out, new ByteArrayOutputStream()));
    return out.toString(StandardCharsets.UTF_8);
  }
}
