package dev.phoenix.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What there is in a world: by name, so that two worlds can be compared and a thing that is there
 * twice stands there twice; and by identity, so that a state can be held against it.
 */
final class Inventory {
  private final List<String> names = new ArrayList<>();
  private final SortedSet<String> identities = new TreeSet<>();

  private Inventory() {}

  /** Of all machines and, if one is there, of the Portainer server. */
  static Inventory of(LabDoors doors, boolean portainer) {
    Inventory inventory = new Inventory();
    for (String machine : doors.machines()) {
      inventory.engine(doors, machine);
    }
    if (portainer) {
      inventory.list("tag", doors.portainer("/api/tags"), "/ID");
      inventory.list("group", doors.portainer("/api/endpoint_groups"), "/Id");
      inventory.list("registry", doors.portainer("/api/registries"), "/Id");
      inventory.list("endpoint", doors.portainer("/api/endpoints"), "/Id");
      inventory.stacks(doors);
    }
    if (doors.hasProxmox()) {
      GuestDoors guests = new GuestDoors(doors);
      inventory.names.addAll(guests.inventory());
      guests
          .marks()
          .forEach((vmid, mark) -> inventory.identities.add("guest " + vmid + " " + mark));
    }
    return inventory;
  }

  private void engine(LabDoors doors, String machine) {
    if (!doors.hasDocker(machine)) {
      return;
    }
    JsonNode info = doors.docker(machine, "GET", "/info");
    add("docker", machine, info.path("ID").asString(""));
    for (JsonNode container : doors.docker(machine, "GET", "/containers/json?all=1")) {
      String name = machine + container.path("Names").path(0).asString("");
      String state = container.path("State").asString("");
      add("container", name + " " + state, container.path("Id").asString(""));
    }
    for (JsonNode network : doors.docker(machine, "GET", "/networks")) {
      String name = network.path("Name").asString("");
      add("network", machine + "/" + name, network.path("Id").asString(""));
    }
    for (JsonNode volume : doors.docker(machine, "GET", "/volumes").path("Volumes")) {
      String name = volume.path("Name").asString("");
      add("volume", machine + "/" + name, name);
    }
  }

  private void list(String kind, JsonNode objects, String id) {
    for (JsonNode object : objects) {
      add(kind, object.path("Name").asString(""), object.at(id).asString(""));
    }
  }

  /** The same stack may be on several environments. */
  private void stacks(LabDoors doors) {
    Map<Integer, String> endpoints = new TreeMap<>();
    doors
        .portainer("/api/endpoints")
        .forEach(one -> endpoints.put(one.path("Id").asInt(0), one.path("Name").asString("")));
    for (JsonNode stack : doors.portainer("/api/stacks")) {
      String where = endpoints.getOrDefault(stack.path("EndpointId").asInt(0), "nowhere");
      add("stack", where + "/" + stack.path("Name").asString(""), stack.path("Id").asString(""));
    }
  }

  private void add(String kind, String name, String identity) {
    names.add(kind + " " + name);
    identities.add(kind + " " + identity);
  }

  List<String> names() {
    return names.stream().sorted().toList();
  }

  /** Things of a kind and name with their identities. */
  List<String> identities() {
    return List.copyOf(identities);
  }

  /** Which records of a state name something that is not there. */
  List<String> missing(JsonNode state) {
    return state.path("resources").properties().stream()
        .flatMap(record ->
            wanted(record.getKey(), record.getValue().path("identity"))
                .filter(identity -> !identities.contains(identity))
                .map(identity -> record.getKey() + ": " + identity))
        .toList();
  }

  private static Stream<String> wanted(String address, JsonNode identity) {
    String type = address.substring(0, address.indexOf('/'));
    return switch (type) {
      case "docker" -> Stream.of("docker " + part(identity, "engine"));
      case "server", "agent" -> Stream.of("container " + part(identity, "container"));
      case "vm", "lxc", "template" ->
          Stream.of("guest " + part(identity, "vmid") + " " + part(identity, "mark"));
      case "hypervisor" -> Stream.empty();
      case "volume" -> Stream.of("volume " + part(identity, "name"));
      case "stack" ->
          Stream.of("stack " + part(identity, "id"), "endpoint " + part(identity, "endpoint"));
      default -> Stream.of(type + " " + part(identity, "id"));
    };
  }

  private static String part(JsonNode identity, String name) {
    return identity.path(name).asString("(unknown)");
  }
}
