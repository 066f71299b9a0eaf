package dev.phoenix.discovery;

import dev.phoenix.resource.Address;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A host, virtual machine or container: one that the files have already, or one to be written. */
final class Machine {
  private final Kind kind;
  private final String name;
  private final String address;
  private final int vmid;
  private final @Nullable Address home;
  private final @Nullable Place place;
  private final ObjectNode said = JsonNodeFactory.instance.objectNode();
  private final List<JsonNode> stacks = new ArrayList<>();
  private final Set<String> assigned = new LinkedHashSet<>();
  private @Nullable String environment;

  /** What sort of entry it is. */
  enum Kind {
    HOST,
    VM,
    LXC
  }

  /** Where the files have it. */
  record Place(String file, List<String> path) {}

  /**
   * A machine.
   *
   * @param address as others reach it; empty where nobody knows
   * @param vmid number of the guest that it is; 0 for a host
   * @param home the guest that it is; null for a host
   * @param place null for one to be written
   */
  Machine(
      Kind kind,
      String name,
      String address,
      int vmid,
      @Nullable Address home,
      @Nullable Place place) {
    this.kind = kind;
    this.vmid = vmid;
    this.name = name;
    this.address = address;
    this.home = home;
    this.place = place;
  }

  Kind kind() {
    return kind;
  }

  String name() {
    return name;
  }

  String address() {
    return address;
  }

  int vmid() {
    return vmid;
  }

  @Nullable Address home() {
    return home;
  }

  @Nullable Place place() {
    return place;
  }

  /** What is to be written of it. */
  ObjectNode said() {
    return said;
  }

  /** Its name in Portainer; null as long as that does not know it. */
  @Nullable String environment() {
    return environment;
  }

  void isEnvironment(String named) {
    environment = named;
  }

  /** The stack that the files give it already. */
  void has(String stack) {
    assigned.add(stack);
  }

  void gets(String stack) {
    if (assigned.add(stack)) {
      stacks.add(JsonNodeFactory.instance.stringNode(stack));
    }
  }

  boolean isAssigned(String stack) {
    return assigned.contains(stack);
  }

  /** Stacks that the files do not give it yet. */
  List<JsonNode> stacks() {
    return stacks;
  }
}
