package dev.phoenix.lab.proxmox;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Reading and writing the files of guests. */
final class ConfigCalls {
  private static final String HOW = "delete revert digest";

  private final Cluster cluster;
  private final Changing changing;

  ConfigCalls(Cluster cluster) {
    this.cluster = cluster;
    this.changing = new Changing(cluster);
  }

  void routes(Routes routes) {
    for (Kind kind : Kind.values()) {
      String base = "/nodes/{node}/" + kind.word + "/{vmid}/";
      Form form = Keys.of(kind).form().with(Form.of(HOW));
      Form full = kind == Kind.QEMU ? form.with(Form.of("force:b skiplock:b")) : form;
      routes.get(base + "config", "current:b snapshot", call -> config(call, kind));
      routes.get(base + "pending", "", call -> pending(call, kind));
      routes.add("PUT", base + "config", full, call -> write(call, kind));
    }
    routes.add(
        "POST",
        "/nodes/{node}/qemu/{vmid}/config",
        new QemuKeys()
            .form()
            .with(Form.of(HOW))
            .with(
                Form.of("force:b skiplock:b background_delay:i(1,30) import-working-storage@8.4")),
        this::writeLater);
    cluster.tasks.on("qmconfig", this::finish);
  }

  private JsonNode config(Call call, Kind kind) {
    Guest guest = cluster.guest(call, kind, "VM.Audit");
    String snapshot = call.values().find("snapshot");
    SortedMap<String, String> shown;
    if (snapshot != null) {
      Guest.Snapshot found = guest.snapshots.get(snapshot);
      if (found == null) {
        throw Refusal.of("snapshot '" + snapshot + "' does not exist");
      }
      shown = found.config();
    } else {
      shown = call.values().flag("current") ? guest.config : guest.wish();
    }
    ObjectNode json = values(kind, shown);
    if (!guest.raw.isEmpty()) {
      ArrayNode raw = json.putArray("lxc");
      for (String line : guest.raw) {
        String[] pair = line.split(": ", 2);
        raw.addArray().add(pair[0]).add(pair[1]);
      }
    }
    return json.put("digest", ConfigFile.digest(guest));
  }

  private ObjectNode values(Kind kind, SortedMap<String, String> config) {
    ObjectNode json = Json.object();
    new TreeMap<>(config)
        .forEach((key, value) -> {
          boolean number =
              Keys.of(kind)
                  .form()
                  .find(key, cluster.release)
                  .map(Parameter::type)
                  .filter(type -> type == Parameter.Type.INTEGER || type == Parameter.Type.FLAG)
                  .isPresent();
          boolean old = key.equals("memory") && !cluster.release.since(8, 1);
          if (number || old) {
            Json.put(json, key, value);
          } else {
            json.put(key, key.equals("cipassword") ? "**********" : value);
          }
        });
    return json;
  }

  private JsonNode pending(Call call, Kind kind) {
    Guest guest = cluster.guest(call, kind, "VM.Audit");
    ArrayNode list = Json.array();
    TreeSet<String> keys = new TreeSet<>(guest.config.keySet());
    keys.addAll(guest.pending.keySet());
    ObjectNode current = values(kind, guest.config);
    ObjectNode waiting = values(kind, guest.pending);
    for (String key : keys) {
      ObjectNode one = list.addObject().put("key", key);
      if (current.has(key)) {
        one.set("value", current.get(key));
      }
      if (waiting.has(key)) {
        one.set("pending", waiting.get(key));
      }
      Boolean force = guest.leaving.get(key);
      if (force != null) {
        one.put("delete", force ? 2 : 1);
      }
    }
    list.addObject().put("key", "digest").put("value", ConfigFile.digest(guest));
    return list;
  }

  private Guest checked(Call call, Kind kind, Changing.Change change) {
    Guest guest = cluster.guest(call, kind, "VM.Audit", "VM.Config.Options");
    if (change.sets().containsKey("unprivileged")) {
      throw Refusal.of("unable to modify read-only option: 'unprivileged'");
    }
    if (change.sets().containsKey("rootfs") && kind == Kind.LXC) {
      sameRoot(guest, change.sets().getOrDefault("rootfs", ""));
    }
    if (call.values().has("skiplock") && !call.caller().isRoot()) {
      throw Refusal.parameter("skiplock", "Only root may use this option.");
    }
    changing.sameDigest(guest, call.values());
    changing.check(call, guest, change);
    if (!call.values().flag("skiplock")) {
      guest.unlocked();
    }
    cluster.mishaps.lock(guest);
    return guest;
  }

  private static void sameRoot(Guest guest, String value) {
    String now = guest.config.getOrDefault("rootfs", "");
    if (!Disks.volumeOf(Kind.LXC, now).equals(Disks.volumeOf(Kind.LXC, value))) {
      throw Refusal.of("cannot change the volume of rootfs");
    }
  }

  private Changing.Change change(Call call, Kind kind) {
    Changing.Change change = Changing.of(Keys.of(kind), call.values(), cluster.release);
    if (change.sets().isEmpty() && change.deletes().isEmpty() && change.reverts().isEmpty()) {
      throw Refusal.of("no options specified");
    }
    return change;
  }

  private JsonNode write(Call call, Kind kind) {
    Changing.Change change = change(call, kind);
    Guest guest = checked(call, kind, change);
    changing.write(guest, change);
    follow(guest);
    return NullNode.getInstance();
  }

  /** A running container answers at its new address at once. */
  private void follow(Guest guest) {
    if (guest.kind == Kind.LXC && guest.runs()) {
      cluster.machines.here(
          guest.machine(), guest.name(), Nets.address(guest), cluster.hasSsh(guest));
    }
  }

  private JsonNode writeLater(Call call) {
    Changing.Change change = change(call, Kind.QEMU);
    Guest guest = checked(call, Kind.QEMU, change);
    long patience = call.values().number("background_delay", 0) * 1000;
    if (patience > 0 && cluster.options.acting().toMillis() <= patience) {
      changing.write(guest, change);
      return NullNode.getInstance();
    }
    Tasks.Order order = cluster.order(call, guest, "qmconfig");
    ObjectNode sets = order.work().putObject("values");
    call.values().all().forEach((key, values) -> sets.put(key, values.getLast()));
    return cluster.tasks.begin(order);
  }

  private void finish(Task task) {
    Guest guest = cluster.of(task);
    SortedMap<String, List<String>> sent = new TreeMap<>();
    task.work
        .path("values")
        .properties()
        .forEach(entry -> sent.put(entry.getKey(), List.of(entry.getValue().asString(""))));
    Values values = new Values(sent);
    changing.sameDigest(guest, values);
    guest.unlocked();
    changing.write(guest, Changing.of(Keys.of(Kind.QEMU), values, cluster.release));
  }
}
