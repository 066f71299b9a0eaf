package dev.phoenix.lab.portainer;

import dev.phoenix.lab.engine.ComposeProject;
import dev.phoenix.lab.engine.Login;
import dev.phoenix.lab.engine.Reference;
import dev.phoenix.lab.engine.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One service of a Compose file as the engine's create call takes it. */
final class ComposeService {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  /**
   * What a deployment brings along.
   *
   * @param environment of {@code stack.env}
   * @param login for a registry host; null if there is none
   * @param pull whether every image is pulled anew
   */
  record Provisions(
      Map<String, String> environment, Function<String, @Nullable Login> login, boolean pull) {}

  private final String name;
  private final Map<String, Object> fields;
  private final Map<String, ComposeProject.Volume> volumes;
  private final Provisions provisions;
  private final ObjectNode body = Json.object();
  private final ObjectNode host = body.putObject("HostConfig");

  ComposeService(
      String name,
      Map<String, Object> fields,
      Map<String, ComposeProject.Volume> volumes,
      Provisions provisions) {
    this.name = name;
    this.fields = fields;
    this.volumes = volumes;
    this.provisions = provisions;
  }

  ComposeProject.Service toService() {
    String image = text("image");
    body.put("Image", image);
    words("command", "Cmd");
    words("entrypoint", "Entrypoint");
    environment();
    body.set("Labels", texts(fields.getOrDefault("labels", "")));
    ComposeHealth.write(ComposeText.map(fields.getOrDefault("healthcheck", "")), body);
    copy("user", "User");
    copy("working_dir", "WorkingDir");
    copy("hostname", "Hostname");
    host.putArray("ExtraHosts");
    host.put("Privileged", Boolean.TRUE.equals(fields.get("privileged")));
    String[] restart = text("restart").split(":", 2);
    host.putObject("RestartPolicy")
        .put("Name", restart[0].equals("no") ? "" : restart[0])
        .put("MaximumRetryCount", 0);
    host.set("PortBindings", ComposePorts.bindings(list(fields.getOrDefault("ports", ""))));
    mounts();
    String pull = text("pull_policy");
    return new ComposeProject.Service(
        name,
        text("container_name"),
        replicas(),
        body,
        networks(),
        dependsOn(fields),
        provisions.pull() ? "always" : pull.isEmpty() ? "missing" : pull,
        provisions.login().apply(Reference.of(image).registry()));
  }

  private int replicas() {
    Object deployed = ComposeText.map(fields.getOrDefault("deploy", "")).get("replicas");
    Object wanted = deployed == null ? fields.getOrDefault("scale", 1) : deployed;
    return Integer.parseInt(String.valueOf(wanted));
  }

  private void copy(String field, String key) {
    if (fields.containsKey(field)) {
      body.put(key, text(field));
    }
  }

  private String text(String field) {
    return String.valueOf(fields.getOrDefault(field, ""));
  }

  private void words(String field, String key) {
    if (fields.get(field) instanceof String text) {
      split(text).forEach(body.putArray(key)::add);
    } else if (fields.get(field) instanceof List<?> list) {
      list.forEach(word -> body.withArray(key).add(String.valueOf(word)));
    }
  }

  private static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      String quoted = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      words.add(quoted == null ? matcher.group() : quoted);
    }
    return words;
  }

  private void environment() {
    ArrayNode variables = body.putArray("Env");
    if (String.valueOf(fields.getOrDefault("env_file", "")).contains("stack.env")) {
      provisions.environment().forEach((key, value) -> variables.add(key + "=" + value));
    }
    Object own = fields.getOrDefault("environment", "");
    if (own instanceof List<?> list) {
      list.forEach(variable -> variables.add(listed(String.valueOf(variable))));
    }
    ComposeText.map(own).forEach((key, value) -> variables.add(key + "=" + value));
  }

  /** A name without a value takes the value that the stack has for it. */
  private String listed(String variable) {
    return variable.contains("=")
        ? variable
        : variable + "=" + provisions.environment().getOrDefault(variable, "");
  }

  private void mounts() {
    ArrayNode binds = Json.array();
    for (Object volume : list(fields.getOrDefault("volumes", ""))) {
      Map<String, Object> given = ComposeText.map(volume);
      String bind =
          given.isEmpty()
              ? String.valueOf(volume)
              : given.getOrDefault("source", "") + ":" + given.getOrDefault("target", "");
      String[] parts = bind.split(":", 2);
      if (parts.length == 2 && !parts[0].isEmpty()) {
        binds.add(source(parts[0]) + ":" + parts[1]);
      }
    }
    if (!binds.isEmpty()) {
      host.set("Binds", binds);
    }
  }

  private String source(String given) {
    if (given.startsWith("/") || given.startsWith(".") || given.startsWith("~")) {
      return given.startsWith("/") ? given : "/data/compose/" + given;
    }
    ComposeProject.Volume volume = volumes.get(given);
    if (volume == null) {
      throw new Refusal(
          500,
          "service \"%s\" refers to undefined volume %s: invalid compose project\n"
              .formatted(name, given));
    }
    return volume.realName();
  }

  private List<String> networks() {
    String mode = text("network_mode");
    if (!mode.isEmpty()) {
      host.put("NetworkMode", mode);
      return List.of();
    }
    List<String> names = names(fields.getOrDefault("networks", ""));
    return names.isEmpty() ? List.of("default") : names;
  }

  static List<String> dependsOn(Map<String, Object> fields) {
    return names(fields.getOrDefault("depends_on", ""));
  }

  /** The keys of a mapping, or the items of a list. */
  private static List<String> names(Object node) {
    if (node instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    return List.copyOf(ComposeText.map(node).keySet());
  }

  private static List<?> list(Object node) {
    return node instanceof List<?> list ? list : List.of();
  }

  /** A mapping of texts, which may be written as a list of {@code a=b}. */
  static ObjectNode texts(Object node) {
    ObjectNode texts = Json.object();
    for (Object item : list(node)) {
      String[] parts = String.valueOf(item).split("=", 2);
      texts.put(parts[0], parts.length == 1 ? "" : parts[1]);
    }
    ComposeText.map(node).forEach((key, value) -> texts.put(key, String.valueOf(value)));
    return texts;
  }

  /** What networks and volumes have in common. */
  static ObjectNode driver(Map<String, Object> fields) {
    ObjectNode body = Json.object();
    if (fields.containsKey("driver")) {
      body.put("Driver", String.valueOf(fields.get("driver")));
    }
    body.set("Labels", texts(fields.getOrDefault("labels", "")));
    return body;
  }
}
