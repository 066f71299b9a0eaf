package dev.phoenix.provider.proxmox;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What {@code GET /cluster/resources} lists: guests, nodes and storages in one answer.
 *
 * @param nodes whether each is online
 * @param storages by node and name
 */
record Inventory(
    Map<Integer, Listed> guests,
    SortedMap<String, Boolean> nodes,
    SortedMap<String, SortedMap<String, Storage>> storages) {
  /**
   * A guest as the list has it: number, node and kind are fresh, the status is up to ten seconds
   * old and {@code unknown} for one that was just made.
   *
   * @param disk bytes of the disk that it boots from; 0 where the list does not say
   */
  record Listed(Guest guest, String status, boolean template, long disk) {}

  /**
   * A storage of a node.
   *
   * @param shared whether it is the same one on all nodes
   * @param free bytes; -1 where the node has not said how many yet
   */
  record Storage(
      String name,
      String type,
      Set<String> content,
      boolean available,
      boolean shared,
      long free) {}

  Inventory {
    guests = Map.copyOf(guests);
    nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
    storages = Collections.unmodifiableSortedMap(new TreeMap<>(storages));
  }

  /** Where a guest is made: on the node that the files name, or on the only one that there is. */
  String node(String named) {
    return named.isEmpty() && nodes.size() == 1 ? nodes.firstKey() : named;
  }

  /** Whether an entry says what it is of. */
  static boolean isSound(JsonNode entry) {
    String type = entry.path("type").asString("");
    boolean guest = type.equals("qemu") || type.equals("lxc");
    return !type.isEmpty()
        && (!guest
            || (Field.whole(entry.path("vmid").asString(""), 0) > 0
                && !entry.path("node").asString("").isEmpty()));
  }

  static Inventory of(JsonNode list) {
    Map<Integer, Listed> guests = new TreeMap<>();
    SortedMap<String, Boolean> nodes = new TreeMap<>();
    SortedMap<String, SortedMap<String, Storage>> storages = new TreeMap<>();
    for (JsonNode entry : list) {
      String node = entry.path("node").asString("");
      switch (entry.path("type").asString("")) {
        case "qemu" -> put(guests, Guest.Kind.VM, node, entry);
        case "lxc" -> put(guests, Guest.Kind.CONTAINER, node, entry);
        case "node" -> nodes.put(node, entry.path("status").asString("online").equals("online"));
        case "storage" -> {
          Storage storage = storage(entry);
          storages.computeIfAbsent(node, _ -> new TreeMap<>()).put(storage.name(), storage);
        }
        case String _ -> {}
      }
    }
    return new Inventory(guests, nodes, storages);
  }

  private static void put(
      Map<Integer, Listed> guests, Guest.Kind kind, String node, JsonNode entry) {
    int vmid = Field.whole(entry.path("vmid").asString(""), 0);
    guests.put(
        vmid,
        new Listed(
            new Guest(kind, node, vmid),
            entry.path("status").asString("unknown"),
            entry.path("template").asInt(0) != 0,
            entry.path("maxdisk").asLong(0)));
  }

  private static Storage storage(JsonNode entry) {
    return new Storage(
        entry.path("storage").asString(""),
        entry.path("plugintype").asString(""),
        Set.copyOf(CloudInitField.words(entry.path("content").asString(""))),
        entry.path("status").asString("available").equals("available"),
        entry.path("shared").asInt(0) != 0,
        entry.path("maxdisk").asLong(0) > 0
            ? entry.path("maxdisk").asLong(0) - entry.path("disk").asLong(0)
            : -1);
  }
}
