package dev.phoenix.lab.portainer;

import dev.phoenix.lab.engine.ComposeProject;
import dev.phoenix.lab.engine.Reference;
import dev.phoenix.lab.engine.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** Turns a parsed Compose file into the project that is deployed. */
final class ComposeModel {
  private static final Set<String> TOP =
      Set.of("services", "networks", "volumes", "configs", "secrets", "name", "version", "include");

  /** The version of Compose that first knew a property of services. */
  private static final Map<String, Integer> SINCE =
      Map.of("gpus", 30, "models", 38, "post_start", 30, "pre_stop", 30, "provider", 36);

  private final String project;
  private final String file;
  private final Map<String, Object> root;
  private final Map<String, Object> services;
  private final String warnings;
  private final Version version;
  private final ComposeService.Provisions provisions;

  ComposeModel(
      String project,
      String file,
      ComposeText.Parsed parsed,
      Version version,
      ComposeService.Provisions provisions) {
    this.project = project;
    this.file = file;
    this.root = parsed.root();
    this.warnings = parsed.warnings();
    this.version = version;
    this.services = ComposeText.map(root.getOrDefault("services", ""));
    this.provisions = provisions;
  }

  /** Leaves out what only runs with a profile that is not active. */
  private void activate() {
    Set<String> active =
        version.profiles(provisions.environment().getOrDefault("COMPOSE_PROFILES", ""));
    services
        .values()
        .removeIf(service ->
            ComposeText.map(service).get("profiles") instanceof List<?> named
                && !named.isEmpty()
                && !active.contains("*")
                && named.stream().map(String::valueOf).noneMatch(active::contains));
  }

  private void refuseUnknown(String service, Object fields) {
    for (String key : ComposeText.map(fields).keySet()) {
      if (SINCE.getOrDefault(key, 0) > version.compose()) {
        throw new Refusal(
            500,
            "validating %s: services.%s Additional property %s is not allowed\n"
                .formatted(file, service, key));
      }
    }
  }

  /**
   * The project.
   *
   * @throws Refusal with what Compose prints
   */
  ComposeProject project() {
    for (String key : root.keySet()) {
      if (!TOP.contains(key) && !key.startsWith("x-")) {
        throw new Refusal(
            500,
            "validating %s: (root) Additional property %s is not allowed\n".formatted(file, key));
      }
    }
    services.forEach(this::refuseUnknown);
    activate();
    if (services.isEmpty()) {
      throw new Refusal(500, "no service selected\n");
    }
    Map<String, ComposeProject.Volume> volumes = volumes();
    List<ComposeProject.Service> made = new ArrayList<>();
    for (String name : order()) {
      made.add(service(name, volumes));
    }
    return new ComposeProject(project, file, made, networks(made), volumes);
  }

  private ComposeProject.Service service(String name, Map<String, ComposeProject.Volume> volumes) {
    Map<String, Object> fields = ComposeText.map(services.getOrDefault(name, ""));
    String image = String.valueOf(fields.getOrDefault("image", ""));
    if (!fields.containsKey("image")) {
      throw new Refusal(
          500,
          "service \"%s\" has neither an image nor a build context specified: invalid compose project\n"
              .formatted(name));
    }
    try {
      Reference.of(image);
    } catch (Refusal malformed) {
      throw new Refusal(
          500,
          "%sunable to get image '%s': Error response from daemon: no such image: %s: %s\n"
              .formatted(warnings, image, image, malformed.text()));
    }
    return new ComposeService(name, fields, volumes, provisions).toService();
  }

  private Map<String, ComposeProject.Volume> volumes() {
    Map<String, ComposeProject.Volume> volumes = new TreeMap<>();
    ComposeText.map(root.getOrDefault("volumes", ""))
        .forEach((key, value) -> {
          Map<String, Object> fields = ComposeText.map(value);
          ObjectNode body = ComposeService.driver(fields);
          body.set("DriverOpts", ComposeService.texts(fields.getOrDefault("driver_opts", "")));
          volumes.put(
              key, new ComposeProject.Volume(realName(key, fields), external(fields), body));
        });
    return volumes;
  }

  private Map<String, ComposeProject.Network> networks(List<ComposeProject.Service> made) {
    Map<String, Object> declared = ComposeText.map(root.getOrDefault("networks", ""));
    Set<String> used = new LinkedHashSet<>();
    made.forEach(service -> used.addAll(service.networks()));
    Map<String, ComposeProject.Network> networks = new TreeMap<>();
    for (String key : used) {
      if (!declared.containsKey(key) && !key.equals("default")) {
        throw new Refusal(
            500, "refers to undefined network %s: invalid compose project\n".formatted(key));
      }
      Map<String, Object> fields = ComposeText.map(declared.getOrDefault(key, ""));
      ObjectNode body = ComposeService.driver(fields);
      body.set("Options", ComposeService.texts(fields.getOrDefault("driver_opts", "")));
      body.put("Internal", Boolean.TRUE.equals(fields.get("internal")));
      body.put("Attachable", Boolean.TRUE.equals(fields.get("attachable")));
      networks.put(key, new ComposeProject.Network(realName(key, fields), external(fields), body));
    }
    return networks;
  }

  private static boolean external(Map<String, Object> fields) {
    Object external = fields.getOrDefault("external", false);
    return Boolean.TRUE.equals(external) || external instanceof Map<?, ?>;
  }

  private String realName(String key, Map<String, Object> fields) {
    Object name = fields.get("name");
    if (name != null) {
      return String.valueOf(name);
    }
    return external(fields) ? key : project + "_" + key;
  }

  /** Services after those that they depend on. */
  private List<String> order() {
    Map<String, List<String>> needs = new LinkedHashMap<>();
    services.forEach(
        (name, fields) -> needs.put(name, ComposeService.dependsOn(ComposeText.map(fields))));
    List<String> order = new ArrayList<>();
    needs.forEach((name, others) -> {
      for (String other : others) {
        if (!services.containsKey(other)) {
          throw new Refusal(
              500,
              "service \"%s\" depends on undefined service \"%s\": invalid compose project\n"
                  .formatted(name, other));
        }
      }
    });
    while (order.size() < needs.size()) {
      int before = order.size();
      needs.forEach((name, others) -> {
        if (!order.contains(name) && order.containsAll(others)) {
          order.add(name);
        }
      });
      if (order.size() == before) {
        throw new Refusal(
            500, "dependency cycle detected: " + String.join(" -> ", needs.keySet()) + "\n");
      }
    }
    return order;
  }
}
