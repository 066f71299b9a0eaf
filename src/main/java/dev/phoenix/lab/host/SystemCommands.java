package dev.phoenix.lab.host;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

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

  private final Guest guest;

  SystemCommands(Guest guest) {
    this.guest = guest;
  }

  boolean knows(String name) {
    return NAMES.contains(name);
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
      case "dpkg" -> dpkg(rest, plain, streams);
      case "dpkg-query" -> query(rest, plain, streams);
      case "apt-get" -> apt(rest, streams);
      case "apt-cache" -> madison(plain, streams);
      case "systemctl" -> service(plain, rest.contains("--now"), streams);
      case "service" -> service(List.of(plain.getLast(), plain.getFirst()), false, streams);
      case "cloud-init" -> say("status: done", streams);
      case "curl" -> fetch(rest, streams);
      case "dockerd", "docker" -> docker(words, streams);
      case "date" -> say("Thu Jan  1 00:00:00 UTC 2026", streams);
      case String _ -> 0;
    };
  }

  private static int say(String text, Streams streams) {
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

  private int dpkg(List<String> options, List<String> plain, Streams streams) {
    if (options.contains("--print-architecture")) {
      return say("amd64", streams);
    }
    return options.contains("-s") ? query(List.of("-f=${Status}"), plain, streams) : 0;
  }

  private int query(List<String> options, List<String> plain, Streams streams) {
    String format =
        options.stream()
            .filter(option -> option.startsWith("-f=") || option.startsWith("--showformat="))
            .map(option -> option.substring(option.indexOf('=') + 1))
            .findFirst()
            .orElse("${Package}\t${Version}\n");
    int status = 0;
    for (String name : plain) {
      String version = guest.version(name);
      if (version == null) {
        streams.complain("dpkg-query: no packages found matching " + name);
        status = 1;
      } else {
        streams.print(
            format
                .replace("${Package}", name)
                .replace("${Version}", version)
                .replace("${db:Status-Status}", "installed")
                .replace("${Status}", "install ok installed")
                .replace("\\n", "\n"));
      }
    }
    return status;
  }

  private int apt(List<String> words, Streams streams) {
    List<String> plain = AptOptions.without(words);
    if (plain.isEmpty()) {
      return 0;
    }
    List<String> names = plain.subList(1, plain.size());
    return switch (plain.getFirst()) {
      case "install" -> install(names, streams);
      case "remove", "purge" -> {
        names.forEach(guest::uninstall);
        yield 0;
      }
      case String _ -> 0;
    };
  }

  private int install(List<String> names, Streams streams) {
    for (String wanted : names) {
      String[] parts = wanted.split("=", 2);
      String offered = guest.offered(parts[0]);
      boolean missing = offered == null;
      if (missing || (parts.length == 2 && !parts[1].equals(offered))) {
        streams.complain(
            missing
                ? "E: Unable to locate package " + parts[0]
                : "E: Version '%s' for '%s' was not found".formatted(parts[1], parts[0]));
        return 100;
      }
    }
    for (String wanted : names) {
      String name = wanted.split("=", 2)[0];
      String offered = guest.offered(name);
      if (offered != null && !offered.equals(guest.version(name))) {
        guest.install(name, offered);
        streams.print("Setting up %s (%s) ...\n".formatted(name, offered));
      }
    }
    return 0;
  }

  private int madison(List<String> words, Streams streams) {
    String offered = guest.offered(words.getLast());
    return offered == null
        ? 0
        : say(
            " %s | %s | http://debian.example bookworm".formatted(words.getLast(), offered),
            streams);
  }

  private int service(List<String> words, boolean now, Streams streams) {
    String verb = words.getFirst();
    String unit = words.size() > 1 ? words.get(1).replaceAll("\\.(service|socket)$", "") : "";
    if (unit.isEmpty() || verb.equals("reset-failed")) {
      return 0;
    }
    boolean docker = unit.equals("docker") || unit.equals("containerd");
    if (docker && guest.dockerPackage() == null) {
      if (verb.startsWith("is-")) {
        say(verb.equals("is-active") ? "inactive" : "not-found", streams);
      }
      streams.complain("Unit " + unit + ".service could not be found.");
      return verb.equals("is-active") ? 3 : 5;
    }
    return act(verb, now, streams);
  }

  private int act(String verb, boolean now, Streams streams) {
    return switch (verb) {
      case "is-active", "status" -> {
        say(guest.fact("docker.active", "inactive"), streams);
        yield guest.engineAnswers() ? 0 : 3;
      }
      case "is-enabled" -> say(guest.fact("docker.enabled", "disabled"), streams);
      case "start" -> begin();
      case "restart", "reload" -> {
        guest.engine().restarted();
        yield begin();
      }
      case "stop" -> {
        guest.remember("docker.active", "inactive");
        yield 0;
      }
      case "enable", "disable" -> {
        guest.remember("docker.enabled", verb + "d");
        yield now ? begin() : 0;
      }
      case String _ -> 0;
    };
  }

  private int begin() {
    guest.remember("docker.active", "active");
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

  private int docker(List<String> words, Streams streams) {
    if (guest.dockerPackage() == null) {
      streams.complain("sh: 1: " + words.getFirst() + ": not found");
      return 127;
    }
    int file = words.indexOf("--config-file");
    if (words.contains("--validate") && file >= 0) {
      return validate(guest.read(words.get(file + 1)), streams);
    }
    String version = guest.engine().version().path("Version").asString("");
    return say("Docker version " + version + ", build 5d6db84", streams);
  }

  private static int validate(byte @Nullable [] content, Streams streams) {
    try {
      boolean sound = content != null && JsonMapper.builder().build().readTree(content).isObject();
      if (sound) {
        return say("configuration OK", streams);
      }
    } catch (JacksonException broken) {
      // Said below, as the engine says it.
    }
    streams.complain("unable to configure the Docker daemon with file: invalid JSON");
    return 1;
  }
}
