package dev.phoenix.provider.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Reads an inspected container back into the spelling it was asked for in. */
final class ContainerReading {
  private ContainerReading() {}

  /**
   * What differs from the image.
   *
   * @param image as inspected; missing if it is gone
   */
  static ObservedContainer of(JsonNode container, JsonNode image) {
    JsonNode config = container.path("Config");
    JsonNode host = container.path("HostConfig");
    JsonNode defaults = image.path("Config");
    SortedMap<String, String> labels = ContainerSummaries.texts(config.path("Labels"));
    String owner = labels.getOrDefault(Ownership.LABEL, "");
    labels.remove(Ownership.LABEL);
    labels.entrySet().removeAll(ContainerSummaries.texts(defaults.path("Labels")).entrySet());
    SortedMap<String, String> environment = variables(config.path("Env"));
    environment.entrySet().removeAll(variables(defaults.path("Env")).entrySet());
    List<String> command = words(config.path("Cmd"));
    String restart = host.at("/RestartPolicy/Name").asString("");
    return new ObservedContainer(
        container.path("Id").asString(""),
        container.path("Name").asString("").replaceFirst("^/", ""),
        config.path("Image").asString(""),
        container.path("Image").asString(""),
        container.at("/State/Status").asString(""),
        environment,
        published(host.path("PortBindings")),
        mounts(host),
        List.copyOf(container.at("/NetworkSettings/Networks").propertyNames()),
        command.equals(words(defaults.path("Cmd"))) ? List.of() : command,
        restart.isEmpty() ? "no" : restart,
        labels,
        owner,
        container.at("/State/ExitCode").asInt(0));
  }

  private static SortedMap<String, String> variables(JsonNode list) {
    SortedMap<String, String> variables = new TreeMap<>();
    for (String variable : words(list)) {
      int equals = variable.indexOf('=');
      variables.put(
          equals < 0 ? variable : variable.substring(0, equals),
          equals < 0 ? "" : variable.substring(equals + 1));
    }
    return variables;
  }

  /** Without {@code /tcp} and without the address that stands for all. */
  private static SortedMap<String, String> published(JsonNode bindings) {
    SortedMap<String, String> published = new TreeMap<>();
    bindings
        .properties()
        .forEach(entry -> {
          String inside = entry.getKey().replaceFirst("/tcp$", "");
          for (JsonNode binding : entry.getValue()) {
            String address = binding.path("HostIp").asString("");
            String port = binding.path("HostPort").asString("");
            boolean everywhere = address.isEmpty() || address.equals("0.0.0.0");
            String shown = address.contains(":") ? "[" + address + "]" : address;
            published.put(inside, everywhere ? port : shown + ":" + port);
          }
        });
    return published;
  }

  /** Compose writes volumes the longer way, and says of each folder that it may be written to. */
  private static List<String> mounts(JsonNode host) {
    List<String> mounts = new ArrayList<>();
    words(host.path("Binds")).forEach(bind -> mounts.add(bind.replaceFirst(":rw$", "")));
    for (JsonNode mount : host.path("Mounts")) {
      String source = mount.path("Source").asString("");
      if (!source.isEmpty()) {
        String target = mount.path("Target").asString("");
        boolean fixed = mount.path("ReadOnly").asBoolean(false);
        mounts.add(source + ":" + target + (fixed ? ":ro" : ""));
      }
    }
    return mounts;
  }

  private static List<String> words(JsonNode list) {
    List<String> words = new ArrayList<>();
    list.forEach(word -> words.add(word.asString("")));
    return words;
  }
}
