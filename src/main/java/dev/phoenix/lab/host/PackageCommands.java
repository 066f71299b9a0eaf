package dev.phoenix.lab.host;

import java.util.List;

/** Commands of the package tools. */
final class PackageCommands {
  private final Guest guest;

  PackageCommands(Guest guest) {
    this.guest = guest;
  }

  int run(List<String> words, Streams streams) {
    List<String> rest = words.subList(1, words.size());
    List<String> plain = rest.stream().filter(word -> !word.startsWith("-")).toList();
    return switch (words.getFirst()) {
      case "dpkg" -> dpkg(rest, plain, streams);
      case "dpkg-query" -> query(rest, plain, streams);
      case "apt-get" -> apt(rest, streams);
      case String _ -> madison(plain, streams);
    };
  }

  private int dpkg(List<String> options, List<String> plain, Streams streams) {
    if (options.contains("--print-architecture")) {
      return SystemCommands.say("amd64", streams);
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
        : SystemCommands.say(
            " %s | %s | http://debian.example bookworm".formatted(words.getLast(), offered),
            streams);
  }
}
