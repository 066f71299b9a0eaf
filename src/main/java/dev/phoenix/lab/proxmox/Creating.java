package dev.phoenix.lab.proxmox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Making guests that are no clones. */
final class Creating {
  private final Cluster cluster;
  private final Changing changing;
  private final Disks disks;
  private final Power power;

  Creating(Cluster cluster, Power power) {
    this.cluster = cluster;
    this.changing = new Changing(cluster);
    this.disks = new Disks(cluster);
    this.power = power;
  }

  void routes(Routes routes) {
    routes.add(
        "POST",
        "/nodes/{node}/qemu",
        new QemuKeys()
            .form()
            .with(
                Form.of(
                    "vmid!:i(100,999999999) archive bwlimit:i(0,) force:b import-working-storage@8.4"
                        + " live-restore:b pool start:b storage unique:b ha-managed:b@9.1")),
        call -> create(call, Kind.QEMU));
    routes.add(
        "POST",
        "/nodes/{node}/lxc",
        new LxcKeys()
            .form()
            .with(
                Form.of(
                    "vmid!:i(100,999999999) ostemplate! bwlimit:n(0,) force:b"
                        + " ignore-unpack-errors:b password pool restore:b ssh-public-keys start:b"
                        + " storage unique:b entrypoint@9.1 env@9.1 ha-managed:b@9.1")),
        call -> create(call, Kind.LXC));
    for (Kind kind : Kind.values()) {
      cluster.tasks.on(kind.task + "create", new Finish(kind));
    }
  }

  private JsonNode create(Call call, Kind kind) {
    cluster.node(call.node());
    int vmid = (int) call.values().number("vmid", 0);
    String pool = call.values().text("pool");
    if (!call.rights().has(call.caller(), "/pool/" + pool, "VM.Allocate") || pool.isEmpty()) {
      call.require("/vms/" + vmid, "VM.Allocate");
    }
    Guest guest = new Guest(vmid, kind, call.node());
    Map<String, String> keys = asked(call, kind);
    if (keys.getOrDefault("unprivileged", "0").equals("1")) {
      guest.config.put("unprivileged", "1");
    } else if (kind == Kind.LXC && cluster.release.since(9, 0)) {
      call.require("/", "Sys.Modify");
    }
    changing.check(
        whole(call, vmid), guest, new Changing.Change(keys, List.of(), List.of(), false));
    cluster.guests.free(vmid, "unable to create " + kind.label + " " + vmid + " - ");
    guest.config.clear();
    guest.config.put("lock", "create");
    guest.made = cluster.options.clock().millis();
    guest.pool = pool;
    cluster.guests.save(guest);
    Tasks.Order order =
        cluster.order(call, guest.node, kind.task + "create", "" + vmid, cluster.options.copying());
    ObjectNode sets = order.work().putObject("keys");
    keys.forEach(sets::put);
    order.work().put("start", call.values().flag("start"));
    String slot = slot(kind, keys);
    return cluster.tasks.begin(slot.isEmpty() ? order : order.copyingOn(slot));
  }

  /** As one who may configure what he makes: VM.Allocate was asked for already. */
  private static Call whole(Call call, int vmid) {
    Map<String, String> path = new LinkedHashMap<>(call.path());
    path.put("vmid", Integer.toString(vmid));
    return new Call(call.caller(), call.rights(), path, call.values());
  }

  private static String slot(Kind kind, Map<String, String> keys) {
    for (Map.Entry<String, String> entry : keys.entrySet()) {
      boolean disk = Keys.of(kind).isDisk(entry.getKey());
      boolean main = entry.getValue().contains("import-from") || entry.getKey().equals("rootfs");
      if (disk && main && entry.getValue().contains(":")) {
        String value = entry.getValue().replaceFirst("^(file|volume)=", "");
        return value.substring(0, value.indexOf(':'));
      }
    }
    return "";
  }

  /** The keys of the file, with what a container gets when nothing is said. */
  private Map<String, String> asked(Call call, Kind kind) {
    Map<String, String> keys =
        new LinkedHashMap<>(Changing.of(Keys.of(kind), call.values(), cluster.release).sets());
    if (kind == Kind.QEMU) {
      return keys;
    }
    String template = call.values().text("ostemplate");
    Volume found = cluster.volumes.get(call.node(), template);
    if (!found.content().equals("vztmpl") && !found.content().equals("backup")) {
      throw Refusal.of("volume '" + template + "' is no container template");
    }
    keys.putIfAbsent("rootfs", call.values().text("storage", "local") + ":4");
    keys.putIfAbsent("unprivileged", cluster.release.since(9, 0) ? "1" : "0");
    keys.putIfAbsent("arch", "amd64");
    keys.putIfAbsent("ostype", osType(template));
    keys.putIfAbsent("memory", "512");
    keys.putIfAbsent("swap", "512");
    keys.putIfAbsent("hostname", "CT" + call.values().text("vmid"));
    return keys;
  }

  private static String osType(String template) {
    String file = template.substring(template.indexOf('/') + 1);
    for (String known :
        new LxcKeys().form().find("ostype", Release.of("8.4")).orElseThrow().choices()) {
      if (file.startsWith(known)) {
        return known;
      }
    }
    return "unmanaged";
  }

  private final class Finish implements Tasks.Work {
    private final Kind kind;

    Finish(Kind kind) {
      this.kind = kind;
    }

    @Override
    public void finish(Task task) {
      Guest guest = cluster.of(task);
      Keys keys = Keys.of(kind);
      task.work
          .path("keys")
          .properties()
          .forEach(entry ->
              guest.config.put(
                  entry.getKey(),
                  changing.canonical(guest, keys, entry.getKey(), entry.getValue().asString(""))));
      if (kind == Kind.QEMU) {
        fill(guest);
      } else if (guest.config.getOrDefault("unprivileged", "0").equals("0")) {
        guest.config.remove("unprivileged");
      }
      guest.config.remove("lock");
      cluster.guests.save(guest);
      if (task.work.path("start").asBoolean()) {
        start(task, guest);
      }
    }

    private void start(Task task, Guest guest) {
      try {
        power.started(guest);
      } catch (Refusal refusal) {
        task.warn(refusal.text());
      }
    }

    @Override
    public void abandon(Task task) {
      cluster
          .guests
          .find(Integer.parseInt(task.id()))
          .ifPresent(guest -> {
            disks.destroyAll(guest);
            cluster.guests.remove(guest);
          });
    }
  }

  /** What a VM gets that nobody asked for. */
  private void fill(Guest guest) {
    guest.config.putIfAbsent("vmgenid", UUID.randomUUID().toString());
    guest.config.putIfAbsent("smbios1", "uuid=" + UUID.randomUUID());
    guest.config.putIfAbsent("meta", "creation-qemu=9.2.0,ctime=" + cluster.now());
    if (!guest.config.containsKey("boot")) {
      StringBuilder order = new StringBuilder();
      for (String kind : new String[] {"(scsi|virtio|sata|ide)", "ide", "net"}) {
        Optional<String> first =
            guest.config.entrySet().stream()
                .filter(entry -> entry.getKey().matches(kind + "[0-9]+"))
                .filter(entry -> entry.getValue().contains("media=cdrom") == kind.equals("ide"))
                .filter(entry -> !entry.getValue().contains("cloudinit"))
                .map(Map.Entry::getKey)
                .findFirst();
        first.ifPresent(key -> order.append(order.isEmpty() ? "" : ";").append(key));
      }
      guest.config.put("boot", order.isEmpty() ? " " : "order=" + order);
    }
  }
}
