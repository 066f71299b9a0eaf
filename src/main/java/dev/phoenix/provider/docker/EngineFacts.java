package dev.phoenix.provider.docker;

import dev.phoenix.provider.ssh.ScriptResult;
import dev.phoenix.resource.Attributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one look at a machine told of its engine.
 *
 * @param distribution {@code debian}, {@code ubuntu}, ...
 * @param codename of the distribution's release, such as {@code bookworm}
 * @param boot how far the service manager has come; empty where it cannot say
 * @param cloudInit what cloud-init says of itself; empty without it
 * @param program path of the engine; empty if it is not installed
 * @param daemon content of daemon.json; empty without it
 * @param sources content of the source list of Docker's repository; empty without it
 * @param described whether somebody has described that repository in the newer form, docker.sources
 * @param members of group docker
 * @param another what there is of an engine of a kind that phoenix does not manage; empty without
 */
record EngineFacts(
    String distribution,
    String codename,
    String architecture,
    String boot,
    String cloudInit,
    String program,
    Channel channel,
    String version,
    String daemon,
    String sources,
    boolean described,
    Set<String> members,
    boolean active,
    boolean enabled,
    String another) {
  private static final String LAST = "phoenix.listening";

  /** Where an engine came from. */
  enum Channel {
    NONE("none"),
    DOCKER_CE("docker-ce"),
    DISTRIBUTION("distribution"),
    OTHER("other");

    private final String word;

    Channel(String word) {
      this.word = word;
    }

    /** As in the attribute of the type. */
    String word() {
      return word;
    }
  }

  /** Empty if the machine did not say all that the script says. */
  static Optional<EngineFacts> of(ScriptResult said) {
    Map<String, String> lines = said.values();
    Optional<String> daemon = said.decoded("phoenix.daemon");
    Optional<String> sources = said.decoded("phoenix.sources");
    return lines.containsKey(LAST) && daemon.isPresent() && sources.isPresent()
        ? Optional.of(of(lines, daemon.get(), sources.get()))
        : Optional.empty();
  }

  private static EngineFacts of(Map<String, String> lines, String daemon, String sources) {
    String program = line(lines, "dockerd");
    String own = installed(line(lines, "docker-ce"));
    String distributed = installed(line(lines, "docker.io"));
    Channel channel =
        !own.isEmpty()
            ? Channel.DOCKER_CE
            : !distributed.isEmpty()
                ? Channel.DISTRIBUTION
                : program.isEmpty() ? Channel.NONE : Channel.OTHER;
    String version =
        switch (channel) {
          case DOCKER_CE -> withoutEpoch(own);
          case DISTRIBUTION -> withoutEpoch(distributed);
          case OTHER -> reported(line(lines, "reported"));
          case NONE -> "";
        };
    return new EngineFacts(
        unquoted(lines.getOrDefault("ID", "")),
        unquoted(lines.getOrDefault("VERSION_CODENAME", "")),
        line(lines, "arch"),
        line(lines, "boot"),
        line(lines, "cloud"),
        program,
        channel,
        version,
        daemon,
        sources,
        line(lines, "described").equals("yes"),
        members(line(lines, "group")),
        line(lines, "active").equals("active"),
        List.of("enabled", "static", "alias").contains(line(lines, "enabled")),
        line(lines, "active").equals("active") ? "" : another(lines, channel == Channel.NONE));
  }

  /**
   * An engine that does not run, or is not there, would be started beside the one that does. The
   * socket of one that is installed says nothing: the service manager listens there for it.
   */
  private static String another(Map<String, String> lines, boolean none) {
    String rootless = line(lines, "rootless");
    if (line(lines, "snap").equals("active")) {
      return "the Docker Engine of a snap runs (snap.docker.dockerd)";
    }
    if (!rootless.isEmpty()) {
      return "a Docker Engine without root listens at " + rootless;
    }
    String listening = line(lines, "listening");
    return none && !listening.isEmpty()
        ? "a program that is in no package and not in the PATH listens at " + listening
        : "";
  }

  /** Whether a version begins with these numbers: 20.10.2 is not the beginning of 20.10.24. */
  static boolean begins(String version, String wanted) {
    boolean cut =
        wanted.matches(".*\\d")
            && version.substring(Math.min(wanted.length(), version.length())).matches("\\d.*");
    return version.startsWith(wanted) && !cut;
  }

  /** Its services, the network among them, are still being started. */
  boolean isBooting() {
    return boot.equals("initializing") || boot.equals("starting");
  }

  boolean installed() {
    return channel != Channel.NONE;
  }

  /** In the spelling of the wanted attributes where what is there satisfies them. */
  Attributes in(Attributes wanted) {
    Attributes.Builder observed = Attributes.builder();
    observed.put("channel", wanted.text("channel", "any").equals("any") ? "any" : channel.word());
    if (wanted.has("version")) {
      String beginning = wanted.text("version");
      observed.put("version", begins(version, beginning) ? beginning : version);
    }
    if (wanted.has("daemon")) {
      Optional<ObjectNode> settings = DaemonSettings.read(daemon);
      if (settings.isPresent()) {
        observed.put("daemon", settings.get());
      } else {
        observed.put("daemon", "(not a JSON object)");
      }
    }
    List<String> users = new ArrayList<>(EngineSettling.users(wanted));
    users.retainAll(members);
    observed.put("users", users);
    observed.put("running", active && enabled);
    return observed.build();
  }

  private static String line(Map<String, String> lines, String name) {
    return lines.getOrDefault("phoenix." + name, "");
  }

  /** {@code installed 5:28.1.1-1} gives the version; any other state gives nothing. */
  private static String installed(String status) {
    return status.startsWith("installed ") ? status.substring("installed ".length()) : "";
  }

  private static String withoutEpoch(String version) {
    return version.substring(version.indexOf(':') + 1);
  }

  /** {@code Docker version 28.1.1, build 4eba377}. */
  private static String reported(String text) {
    return text.replaceFirst("^Docker version ", "").replaceFirst(",.*", "");
  }

  /** {@code docker:x:998:alice,bob}. */
  private static Set<String> members(String group) {
    int colon = group.lastIndexOf(':');
    return colon < 0 || colon == group.length() - 1
        ? Set.of()
        : Set.copyOf(List.of(group.substring(colon + 1).split(",", -1)));
  }

  private static String unquoted(String value) {
    return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }
}
