package dev.phoenix.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The guests of a running {@code phoenix lab}, as somebody at the interface sees them. */
record GuestDoors(LabDoors doors) {
  static final String NODE = "/nodes/pve";

  /** What no two guests have alike, or what changes with every write. */
  private static final Pattern OWN =
      Pattern.compile("digest|vmgenid|smbios1|meta|running.*|lxc|description");

  /** A mark or a card's address is another one in each world. */
  private static final Pattern RANDOM =
      Pattern.compile("[0-9a-f]{16}|([0-9A-F]{2}:){5}[0-9A-F]{2}");

  JsonNode get(String path) {
    return doors.proxmox("GET", path, Map.of());
  }

  /** Does what a task does, and waits for its end. */
  void run(String method, String path, Map<String, ?> body) {
    String task = doors.proxmox(method, path, body).asString("");
    while (task(task).isRunning()) {
      Thread.onSpinWait();
    }
  }

  /** Something that went on, or goes on. */
  record Seen(String upid, String type, String id, String status) {
    boolean isRunning() {
      return status.equals("RUNNING") || status.equals("running");
    }

    boolean isWell() {
      return isRunning() || status.equals("OK");
    }

    @Override
    public String toString() {
      return type + " " + id + (status.equals("OK") ? "" : ": " + status);
    }
  }

  private Seen task(String upid) {
    JsonNode one = get(NODE + "/tasks/" + upid + "/status");
    return new Seen(upid, one.path("type").asString(), one.path("id").asString(), text(one));
  }

  private static String text(JsonNode task) {
    return task.path("status").asString("");
  }

  /** Tasks of the node, the oldest first. */
  List<Seen> tasks(String source) {
    List<Seen> tasks = new ArrayList<>();
    for (JsonNode one : get(NODE + "/tasks?limit=500&source=" + source)) {
      tasks.addFirst(
          new Seen(
              one.path("upid").asString(),
              one.path("type").asString(),
              one.path("id").asString(),
              text(one)));
    }
    return tasks;
  }

  boolean holds(int vmid) {
    return guests("qemu").containsKey(vmid) || guests("lxc").containsKey(vmid);
  }

  private Map<Integer, JsonNode> guests(String kind) {
    Map<Integer, JsonNode> guests = new TreeMap<>();
    get(NODE + "/" + kind).forEach(one -> guests.put(one.path("vmid").asInt(0), one));
    return guests;
  }

  /** Every guest with what it is made of, and every volume: alike in worlds that are alike. */
  List<String> inventory() {
    List<String> lines = new ArrayList<>();
    for (String kind : List.of("qemu", "lxc")) {
      guests(kind)
          .forEach((vmid, guest) -> {
            String head = kind + " " + vmid + " ";
            lines.add(head + guest.path("status").asString(""));
            get(NODE + "/" + kind + "/" + vmid + "/config").properties().stream()
                .filter(entry -> !OWN.matcher(entry.getKey()).matches())
                .map(entry -> head + entry.getKey() + "=" + entry.getValue().asString(""))
                .map(line -> RANDOM.matcher(line).replaceAll("*"))
                .sorted()
                .forEach(lines::add);
          });
    }
    for (String storage : LabDoors.texts(get(NODE + "/storage"), "/storage")) {
      StreamSupport.stream(get(NODE + "/storage/" + storage + "/content").spliterator(), false)
          .map(volume -> "volume " + volume.path("volid").asString(""))
          .sorted()
          .forEach(lines::add);
    }
    return lines;
  }

  /** The last line of each guest's description: whose it is. */
  Map<String, String> marks() {
    Map<String, String> marks = new TreeMap<>();
    for (String kind : List.of("qemu", "lxc")) {
      for (int vmid : guests(kind).keySet()) {
        String text =
            get(NODE + "/" + kind + "/" + vmid + "/config").path("description").asString("");
        String last = text.stripTrailing().lines().reduce("", (_, line) -> line);
        marks.put(Integer.toString(vmid), last.substring(last.lastIndexOf(' ') + 1));
      }
    }
    return marks;
  }
}
