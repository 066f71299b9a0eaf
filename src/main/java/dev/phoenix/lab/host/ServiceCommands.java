package dev.phoenix.lab.host;

import dev.phoenix.json.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Commands that ask for or change the Docker service, the only one that matters here. */
final class ServiceCommands {
  private final Guest guest;

  ServiceCommands(Guest guest) {
    this.guest = guest;
  }

  /**
   * The service manager.
   *
   * @param words a verb and a unit
   */
  int run(List<String> words, boolean now, Streams streams) {
    String verb = words.getFirst();
    String unit = words.size() > 1 ? words.get(1).replaceAll("\\.(service|socket)$", "") : "";
    if (unit.isEmpty() || verb.equals("reset-failed")) {
      return 0;
    }
    boolean docker = unit.equals("docker") || unit.equals("containerd");
    if (verb.equals("is-active") && !docker) {
      SystemCommands.say("inactive", streams);
      return 3;
    }
    if (docker && guest.dockerPackage() == null) {
      if (verb.startsWith("is-")) {
        SystemCommands.say(verb.equals("is-active") ? "inactive" : "not-found", streams);
      }
      streams.complain("Unit " + unit + ".service could not be found.");
      return verb.equals("is-active") ? 3 : 5;
    }
    return act(verb, now, streams);
  }

  private int act(String verb, boolean now, Streams streams) {
    return switch (verb) {
      case "is-active", "status" -> {
        SystemCommands.say(guest.fact("docker.active", "inactive"), streams);
        yield guest.engineAnswers() ? 0 : 3;
      }
      case "is-enabled" -> SystemCommands.say(guest.fact("docker.enabled", "disabled"), streams);
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

  /** The engine's own commands. */
  int docker(List<String> words, Streams streams) {
    if (guest.dockerPackage() == null) {
      streams.complain("sh: 1: " + words.getFirst() + ": not found");
      return 127;
    }
    if (words.contains("dial-stdio")) {
      return DialStdio.run(guest.engineSocket(), streams);
    }
    int file = words.indexOf("--config-file");
    if (words.contains("--validate") && file >= 0) {
      return validate(guest.read(words.get(file + 1)), streams);
    }
    String version = guest.engine().version().path("Version").asString("");
    return SystemCommands.say("Docker version " + version + ", build 5d6db84", streams);
  }

  private static int validate(byte @Nullable [] content, Streams streams) {
    try {
      boolean sound = content != null && JsonText.read(content).isObject();
      if (sound) {
        return SystemCommands.say("configuration OK", streams);
      }
    } catch (JacksonException broken) {
      // Said below, as the engine says it.
    }
    streams.complain("unable to configure the Docker daemon with file: invalid JSON");
    return 1;
  }
}
