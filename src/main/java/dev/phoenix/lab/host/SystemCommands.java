package dev.phoenix.lab.host;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Commands that ask for or change packages, services and accounts. */
final class SystemCommands {
  private static final Set<String> NAMES =
      Set.of(
          "uname",
          "hostname",
          "id",
          "whoami",
          "getent",
          "usermod",
          "groupadd",
          "gpasswd",
          "dpkg",
          "dpkg-query",
          "apt-get",
          "apt-cache",
          "apt-mark",
          "systemctl",
          "service",
          "journalctl",
          "cloud-init",
          "curl",
          "dockerd",
          "docker",
          "date");

  private static final Set<String> PACKAGED = Set.of("apt-mark", "curl", "dockerd", "docker");

  private final Guest guest;
  private final PackageCommands packages;
  private final ServiceCommands services;

  SystemCommands(Guest guest) {
    this.guest = guest;
    this.packages = new PackageCommands(guest);
    this.services = new ServiceCommands(guest);
  }

  boolean knows(String name) {
    return NAMES.contains(name);
  }

  /** Without those that come with a package. */
  boolean isBuiltIn(String name) {
    return knows(name) && !PACKAGED.contains(name);
  }

  int run(Shell shell, List<String> words, Streams streams) {
    List<String> rest = words.subList(1, words.size());
    List<String> plain = rest.stream().filter(word -> !word.startsWith("-")).toList();
    return switch (words.getFirst()) {
      case "uname" ->
          say(rest.contains("-m") ? "x86_64" : rest.contains("-r") ? "6.1.0" : "Linux", streams);
      case "hostname" -> say(guest.name(), streams);
      case "whoami" -> say(shell.user(), streams);
      case "id" -> id(shell, rest, plain, streams);
      case "getent" -> getent(plain, streams);
      case "usermod" -> join(plain.getLast(), plain.getFirst());
      case "gpasswd" ->
          rest.contains("-d") ? leave(plain) : join(plain.getFirst(), plain.getLast());
      case "dpkg", "dpkg-query", "apt-get", "apt-cache" -> packages.run(words, streams);
      case "systemctl" -> services.run(plain, rest.contains("--now"), streams);
      case "service" -> services.run(List.of(plain.getLast(), plain.getFirst()), false, streams);
      case "cloud-init" -> say("status: done", streams);
      case "curl" -> fetch(rest, streams);
      case "dockerd", "docker" -> services.docker(words, streams);
      case "date" -> say("Thu Jan  1 00:00:00 UTC 2026", streams);
      case String _ -> 0;
    };
  }

  static int say(String text, Streams streams) {
    streams.print(text + "\n");
    return 0;
  }

  /** Everybody has an account here but those whose name says otherwise. */
  private static boolean isUser(String name) {
    return !name.contains("missing") && !name.contains("nobody-here");
  }

  private int id(Shell shell, List<String> options, List<String> plain, Streams streams) {
    String user = plain.isEmpty() ? shell.user() : plain.getFirst();
    if (!isUser(user)) {
      streams.complain("id: '" + user + "': no such user");
      return 1;
    }
    String number = user.equals("root") ? "0" : "1000";
    String groups = user + (guest.members("docker").contains(user) ? " docker" : "");
    return say(options.contains("-u") ? number : options.contains("-nG") ? groups : user, streams);
  }

  private int getent(List<String> words, Streams streams) {
    String name = words.getLast();
    if (words.getFirst().equals("group")) {
      return guest.hasGroup(name)
          ? say(name + ":x:996:" + String.join(",", guest.members(name)), streams)
          : 2;
    }
    return isUser(name)
        ? say("%s:x:1000:1000::/home/%s:/bin/sh".formatted(name, name), streams)
        : 2;
  }

  private int join(String user, String group) {
    if (!isUser(user)) {
      return 6;
    }
    Set<String> members = guest.members(group);
    members.add(user);
    guest.members(group, members);
    return 0;
  }

  private int leave(List<String> words) {
    Set<String> members = guest.members(words.getLast());
    members.remove(words.getFirst());
    guest.members(words.getLast(), members);
    return 0;
  }

  private int fetch(List<String> words, Streams streams) {
    int to = Math.max(words.indexOf("-o"), words.indexOf("--output"));
    byte[] content =
        "-----BEGIN PGP PUBLIC KEY BLOCK-----\nthe lab\n-----END PGP PUBLIC KEY BLOCK-----\n"
            .getBytes(StandardCharsets.UTF_8);
    if (to >= 0 && to + 1 < words.size()) {
      guest.write(words.get(to + 1), content);
    } else {
      streams.out().writeBytes(content);
    }
    return 0;
  }
}
