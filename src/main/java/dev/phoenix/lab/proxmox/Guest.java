package dev.phoenix.lab.proxmox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A VM or container: what its file holds, and whether it runs. Guarded by the server's lock. */
final class Guest {
  final int vmid;
  final Kind kind;
  String node;

  /** What counts now, by key. */
  final SortedMap<String, String> config = new TreeMap<>();

  /** What will count after the next start. */
  final SortedMap<String, String> pending = new TreeMap<>();

  /** What will be gone after the next start, and whether by force. */
  final Map<String, Boolean> leaving = new TreeMap<>();

  /** Lines of a container's file that only LXC knows, as {@code lxc.idmap: u 0 100000 65536}. */
  final List<String> raw = new ArrayList<>();

  final Map<String, Snapshot> snapshots = new LinkedHashMap<>();

  /** What counted when it was started; empty while it does not run. */
  final SortedMap<String, String> booted = new TreeMap<>();

  /** The second in which it was started; 0 while it does not run. */
  long started;

  /** The millisecond in which its file came to be. */
  long made;

  String pool = "";

  /** What the high-availability manager is asked for; empty if it does not care. */
  String wanted = "";

  /** What an earlier moment looked like. */
  record Snapshot(SortedMap<String, String> config, List<String> raw, String parent, long time) {}

  Guest(int vmid, Kind kind, String node) {
    this.vmid = vmid;
    this.kind = kind;
    this.node = node;
  }

  boolean runs() {
    return started != 0;
  }

  String status() {
    return runs() ? "running" : "stopped";
  }

  boolean isTemplate() {
    return config.getOrDefault("template", "0").equals("1");
  }

  String lock() {
    return config.getOrDefault("lock", "");
  }

  String name() {
    String kept = config.get(kind.nameKey());
    return kept != null ? kept : kind == Kind.QEMU ? "VM " + vmid : "CT" + vmid;
  }

  /** As it will be when nothing is pending any more. */
  SortedMap<String, String> wish() {
    TreeMap<String, String> all = new TreeMap<>(config);
    all.putAll(pending);
    all.keySet().removeAll(leaving.keySet());
    return all;
  }

  /** Its name among the machines of the world. */
  String machine() {
    return machine(vmid);
  }

  static String machine(int vmid) {
    return "guest-" + vmid;
  }

  void unlocked(String... but) {
    if (!lock().isEmpty() && !List.of(but).contains(lock())) {
      throw Refusal.of(kind.label + " is locked (" + lock() + ")");
    }
  }

  ObjectNode toJson() {
    ObjectNode json =
        Json.object()
            .put("vmid", vmid)
            .put("kind", kind.name())
            .put("node", node)
            .put("started", started)
            .put("made", made)
            .put("pool", pool)
            .put("wanted", wanted);
    json.set("config", texts(config));
    json.set("pending", texts(pending));
    json.set("booted", texts(booted));
    ObjectNode gone = json.putObject("leaving");
    leaving.forEach(gone::put);
    raw.forEach(json.putArray("raw")::add);
    ObjectNode earlier = json.putObject("snapshots");
    snapshots.forEach((name, snapshot) -> {
      ObjectNode one =
          earlier.putObject(name).put("parent", snapshot.parent()).put("time", snapshot.time());
      one.set("config", texts(snapshot.config()));
      snapshot.raw().forEach(one.putArray("raw")::add);
    });
    return json;
  }

  static Guest from(JsonNode json) {
    Guest guest =
        new Guest(
            json.path("vmid").asInt(0),
            Kind.valueOf(json.path("kind").asString("")),
            json.path("node").asString(""));
    guest.started = json.path("started").asLong(0);
    guest.made = json.path("made").asLong(0);
    guest.pool = json.path("pool").asString("");
    guest.wanted = json.path("wanted").asString("");
    guest.config.putAll(texts(json.path("config")));
    guest.pending.putAll(texts(json.path("pending")));
    guest.booted.putAll(texts(json.path("booted")));
    json.path("leaving")
        .properties()
        .forEach(entry -> guest.leaving.put(entry.getKey(), entry.getValue().asBoolean()));
    guest.raw.addAll(lines(json.path("raw")));
    for (Map.Entry<String, JsonNode> entry : json.path("snapshots").properties()) {
      JsonNode one = entry.getValue();
      guest.snapshots.put(
          entry.getKey(),
          new Snapshot(
              texts(one.path("config")),
              lines(one.path("raw")),
              one.path("parent").asString(""),
              one.path("time").asLong(0)));
    }
    return guest;
  }

  private static ObjectNode texts(Map<String, String> texts) {
    ObjectNode json = Json.object();
    texts.forEach(json::put);
    return json;
  }

  private static SortedMap<String, String> texts(JsonNode json) {
    SortedMap<String, String> texts = new TreeMap<>();
    json.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString("")));
    return texts;
  }

  private static List<String> lines(JsonNode json) {
    List<String> lines = new ArrayList<>();
    json.forEach(line -> lines.add(line.asString("")));
    return lines;
  }
}
