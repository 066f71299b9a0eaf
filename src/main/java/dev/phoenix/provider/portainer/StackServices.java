package dev.phoenix.provider.portainer;

import dev.phoenix.resource.Rule.Disruption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What runs of a stack, by the labels that compose puts on its containers. */
record StackServices(SortedMap<String, List<JsonNode>> byService) {
  static final String PROJECT = "com.docker.compose.project";
  static final String SERVICE = "com.docker.compose.service";

  /** Worst first: a service of several containers is as well as the worst of them. */
  private static final List<String> WORST_FIRST =
      List.of("missing", "stopped", "paused", "restarting", "unhealthy", "running");

  static StackServices of(List<JsonNode> containers, String stack) {
    SortedMap<String, List<JsonNode>> byService = new TreeMap<>();
    for (JsonNode container : containers) {
      JsonNode labels = container.path("Labels");
      boolean oneOff =
          labels.path("com.docker.compose.oneoff").asString("").equalsIgnoreCase("true");
      if (project(container).equals(stack) && !oneOff) {
        byService.computeIfAbsent(service(container), _ -> new ArrayList<>()).add(container);
      }
    }
    return new StackServices(byService);
  }

  /** The compose project that a container is of; empty if of none. */
  static String project(JsonNode container) {
    return container.path("Labels").path(PROJECT).asString("");
  }

  /** Names of the services that run, whatever is wanted of them. */
  List<String> running() {
    return byService.entrySet().stream()
        .filter(entry ->
            entry.getValue().stream()
                .allMatch(container -> container.path("State").asString("").equals("running")))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The containers in a state, such as {@code unhealthy}. */
  List<JsonNode> in(String state) {
    return byService.values().stream()
        .flatMap(List::stream)
        .filter(container -> state(container, false).equals(state))
        .toList();
  }

  boolean isEmpty() {
    return byService.isEmpty();
  }

  /**
   * The services in the spelling of the files: those wanted, and those that should not be there.
   */
  ObjectNode observed(JsonNode wanted) {
    ObjectNode observed = JsonNodeFactory.instance.objectNode();
    wanted
        .properties()
        .forEach(entry -> observed.set(entry.getKey(), state(entry.getKey(), entry.getValue())));
    byService.keySet().stream()
        .filter(service -> !wanted.has(service))
        .forEach(service ->
            observed.set(service, state(service, JsonNodeFactory.instance.objectNode())));
    return observed;
  }

  /** What making them as wanted does to those that run: the sick ones are started anew. */
  SortedMap<String, Disruption> disruptions() {
    SortedMap<String, Disruption> disruptions = new TreeMap<>();
    for (JsonNode container : in("unhealthy")) {
      disruptions.put("services." + service(container) + ".state", Disruption.RESTART);
    }
    return disruptions;
  }

  private static String service(JsonNode container) {
    return container.path("Labels").path(SERVICE).asString("");
  }

  /** Those of a stack whose environment was deleted: they may run, but nobody can say. */
  static ObjectNode orphaned(JsonNode wanted) {
    ObjectNode orphaned = JsonNodeFactory.instance.objectNode();
    wanted
        .properties()
        .forEach(entry -> {
          ObjectNode service = orphaned.putObject(entry.getKey());
          entry.getValue().properties().forEach(it -> service.set(it.getKey(), it.getValue()));
          service.put("state", "orphaned");
        });
    return orphaned;
  }

  private JsonNode state(String service, JsonNode wanted) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    wanted.properties().forEach(entry -> node.set(entry.getKey(), entry.getValue()));
    List<JsonNode> containers = byService.getOrDefault(service, List.of());
    boolean job = wanted.path("job").asBoolean(false);
    boolean all = containers.size() >= wanted.path("replicas").asInt(1);
    node.put(
        "state",
        containers.stream()
            .map(container -> all ? state(container, job) : "missing")
            .min(Comparator.comparingInt(WORST_FIRST::indexOf))
            .orElse("missing"));
    for (JsonNode container : containers) {
      String image = container.path("Image").asString("");
      if (!same(image, wanted.path("image").asString(""))) {
        node.put("image", image);
      }
    }
    return node;
  }

  private static String state(JsonNode container, boolean job) {
    String status = container.path("Status").asString("");
    return switch (container.path("State").asString("")) {
      case "running" -> status.contains("(unhealthy)") ? "unhealthy" : "running";
      case "paused" -> "paused";
      case "restarting" -> "restarting";
      case "exited" -> job && status.startsWith("Exited (0)") ? "running" : "stopped";
      case String _ -> "stopped";
    };
  }

  /**
   * The engine shows the reference that the container was made of, with or without its defaults.
   */
  private static boolean same(String shown, String wanted) {
    return full(shown).equals(full(wanted));
  }

  private static String full(String image) {
    String name = image.replaceFirst("^docker\\.io/", "").replaceFirst("^library/", "");
    boolean tagged = name.contains("@") || name.lastIndexOf(':') > name.lastIndexOf('/');
    return tagged ? name : name + ":latest";
  }

  /** Names of wanted services that are not as wanted, with what they are. */
  List<String> notRunning(JsonNode wanted) {
    List<String> names = new ArrayList<>();
    wanted
        .properties()
        .forEach(entry -> {
          JsonNode now = state(entry.getKey(), entry.getValue());
          String state = now.path("state").asString("");
          String image = now.path("image").asString("");
          if (!state.equals("running")) {
            names.add(entry.getKey() + " is " + state);
          } else if (!same(image, entry.getValue().path("image").asString(""))) {
            names.add(entry.getKey() + " still runs " + image);
          }
        });
    return names;
  }

  /** Whether a health check of one of them has not decided yet. */
  boolean starting() {
    return byService.values().stream()
        .flatMap(List::stream)
        .anyMatch(c -> c.path("Status").asString("").contains("(health: starting)"));
  }

  /** Containers of services that the files no longer have. */
  List<JsonNode> dropped(JsonNode wanted) {
    return byService.entrySet().stream()
        .filter(entry -> !wanted.has(entry.getKey()))
        .flatMap(entry -> entry.getValue().stream())
        .toList();
  }
}
