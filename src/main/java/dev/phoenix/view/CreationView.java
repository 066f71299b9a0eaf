package dev.phoenix.view;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What an object that is to be made will be like, for a person: services with their images, ports,
 * variables. What is empty, or only says again where the object belongs, is left out.
 */
final class CreationView {
  private static final String SECRET = "(sensitive)";

  /** Said already by the address, by the group above it, and by the creation itself. */
  private static final Set<String> PLAIN =
      Set.of("docker", "server", "endpoint", "agent", "environment_name", "running", "managed");

  private CreationView() {}

  static List<String> lines(Resource desired) {
    List<String> lines = new ArrayList<>();
    Set<String> told = new TreeSet<>(PLAIN);
    if (desired.address().type().equals("stack")) {
      stack(desired, lines);
      told.addAll(Set.of("services", "publishes", "env", "compose"));
    }
    desired
        .attributes()
        .values()
        .forEach((name, value) -> {
          if (!told.contains(name) && !ValueText.isEmpty(value) && !isName(desired, name, value)) {
            lines.add(name + ": " + text(name, value));
          }
        });
    desired.secrets().keySet().stream()
        .filter(path -> !told.contains(attribute(path)))
        .forEach(path -> lines.add(path + ": " + SECRET));
    return lines;
  }

  private static String attribute(String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }

  private static void stack(Resource desired, List<String> lines) {
    Attributes attributes = desired.attributes();
    services(attributes.object("services"), lines);
    JsonNode ports = attributes.get("publishes");
    if (ports != null && !ports.isEmpty()) {
      lines.add("ports: " + ValueText.plain(ports));
    }
    variables(desired, lines);
    int length = (int) attributes.text("compose", "").lines().count();
    lines.add("compose: " + PlanView.count(length, "line"));
  }

  private static void services(JsonNode services, List<String> lines) {
    int widest = services.propertyNames().stream().mapToInt(String::length).max().orElse(0);
    if (!services.isEmpty()) {
      lines.add("services:");
    }
    services
        .properties()
        .forEach(service -> {
          String gap = " ".repeat(widest - service.getKey().length() + 2);
          String job = service.getValue().path("job").asBoolean(false) ? "  (ends by itself)" : "";
          String image = service.getValue().path("image").asString("");
          lines.add(("  " + service.getKey() + gap + image + job).stripTrailing());
        });
  }

  private static void variables(Resource desired, List<String> lines) {
    Set<String> variables = new TreeSet<>();
    desired
        .attributes()
        .object("env")
        .properties()
        .forEach(one -> variables.add(one.getKey() + "=" + one.getValue().asString()));
    desired.secrets().keySet().stream()
        .filter(path -> path.startsWith("env."))
        .forEach(path -> variables.add(path.substring("env.".length()) + "=" + SECRET));
    if (!variables.isEmpty()) {
      lines.add("env:");
      variables.forEach(variable -> lines.add("  " + variable));
    }
  }

  private static String text(String name, JsonNode value) {
    return switch (name) {
      case "connection" -> connection(value);
      case "publish" -> published(value);
      default -> ValueText.plain(value);
    };
  }

  private static String connection(JsonNode connection) {
    String kind = connection.path("kind").asString("");
    if (kind.equals("pct")) {
      return "pct exec " + connection.path("vmid").asInt(0);
    }
    if (!kind.equals("ssh")) {
      return kind + " " + connection.path("socket").asString("");
    }
    int port = connection.path("port").asInt(22);
    return "ssh "
        + connection.path("user").asString("")
        + "@"
        + connection.path("address").asString("")
        + (port == 22 ? "" : ":" + port)
        + (connection.has("jump")
            ? " by " + connection.path("jump").path("address").asString("")
            : "");
  }

  /** As docker writes it: the host's port first. */
  private static String published(JsonNode ports) {
    List<String> parts = new ArrayList<>();
    ports.properties().forEach(port -> parts.add(port.getValue().asString() + ":" + port.getKey()));
    return String.join(", ", parts);
  }

  private static boolean isName(Resource desired, String attribute, JsonNode value) {
    String name = desired.address().name();
    return attribute.equals("name")
        && value.asString().equals(name.substring(name.lastIndexOf('/') + 1));
  }
}
