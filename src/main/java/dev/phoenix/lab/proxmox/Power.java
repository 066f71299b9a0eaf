package dev.phoenix.lab.proxmox;

import tools.jackson.databind.JsonNode;

/** Starting and stopping guests. */
final class Power {
  private final Cluster cluster;
  private final Changing changing;

  Power(Cluster cluster) {
    this.cluster = cluster;
    this.changing = new Changing(cluster);
  }

  void routes(Routes routes) {
    vm(routes, "/nodes/{node}/qemu/{vmid}/status/");
    container(routes, "/nodes/{node}/lxc/{vmid}/status/");
    for (Kind kind : Kind.values()) {
      cluster.tasks.on(kind.task + "start", task -> started(cluster.of(task)));
      cluster.tasks.on(kind.task + "stop", task -> stopped(cluster.of(task)));
      cluster.tasks.on(kind.task + "shutdown", task -> stopped(cluster.of(task)));
      cluster.tasks.on(kind.task + "reboot", task -> rebooted(cluster.of(task)));
    }
    cluster.tasks.on("hastart", task -> managed(task, "start"));
    cluster.tasks.on("hastop", task -> managed(task, "stop"));
  }

  private void vm(Routes routes, String base) {
    routes.post(
        base + "start",
        "skiplock:b timeout:i(0,) force-cpu machine migratedfrom migration_network"
            + " migration_type=secure|insecure stateuri targetstorage",
        call -> start(call, Kind.QEMU));
    routes.post(
        base + "stop",
        "skiplock:b timeout:i(0,) keepActive:b migratedfrom overrule-shutdown:b@8.2",
        call -> stop(call, Kind.QEMU, "stop"));
    routes.post(
        base + "shutdown",
        "skiplock:b timeout:i(0,) forceStop:b keepActive:b",
        call -> stop(call, Kind.QEMU, "shutdown"));
    routes.post(base + "reboot", "timeout:i(0,)", call -> reboot(call, Kind.QEMU, "reboot"));
    routes.post(base + "reset", "skiplock:b", call -> reboot(call, Kind.QEMU, "reset"));
  }

  private void container(Routes routes, String base) {
    routes.post(base + "start", "skiplock:b debug:b", call -> start(call, Kind.LXC));
    routes.post(
        base + "stop", "skiplock:b overrule-shutdown:b@8.2", call -> stop(call, Kind.LXC, "stop"));
    routes.post(
        base + "shutdown", "timeout:i(0,) forceStop:b", call -> stop(call, Kind.LXC, "shutdown"));
    routes.post(base + "reboot", "timeout:i(0,)", call -> reboot(call, Kind.LXC, "reboot"));
  }

  private JsonNode start(Call call, Kind kind) {
    Guest guest = cluster.guest(call, kind, "VM.PowerMgmt");
    guest.unlocked();
    if (guest.isTemplate()) {
      throw Refusal.of(
          "you can't start a " + (kind == Kind.QEMU ? "vm" : "CT") + " if it's a template");
    }
    if (guest.runs() && kind == Kind.LXC) {
      throw Refusal.of("CT " + guest.vmid + " already running");
    }
    if (!guest.wanted.isEmpty()) {
      return cluster.tasks.begin(cluster.order(call, guest, "hastart"));
    }
    return cluster.tasks.begin(cluster.order(call, guest, kind.task + "start"));
  }

  private JsonNode stop(Call call, Kind kind, String how) {
    Guest guest = cluster.guest(call, kind, "VM.PowerMgmt");
    if (how.equals("shutdown")) {
      guest.unlocked();
    }
    if (!guest.runs() && kind == Kind.LXC) {
      throw Refusal.of("CT " + guest.vmid + " not running");
    }
    if (!guest.wanted.isEmpty()) {
      return cluster.tasks.begin(cluster.order(call, guest, "hastop"));
    }
    return cluster.tasks.begin(cluster.order(call, guest, kind.task + how));
  }

  private JsonNode reboot(Call call, Kind kind, String how) {
    Guest guest = cluster.guest(call, kind, "VM.PowerMgmt");
    guest.unlocked();
    if (!guest.runs()) {
      throw Refusal.of(kind.label + " " + guest.vmid + " not running");
    }
    return cluster.tasks.begin(cluster.order(call, guest, kind.task + how));
  }

  /** The manager takes the wish, and does it some time later with a task of its own. */
  private void managed(Task task, String how) {
    Guest guest = cluster.of(task);
    guest.wanted = how.equals("start") ? "started" : "stopped";
    cluster.guests.save(guest);
    cluster.tasks.begin(
        new Tasks.Order(
            guest.node,
            guest.kind.task + how,
            task.id(),
            "root@pam",
            cluster.options.acting(),
            Json.object()));
  }

  void started(Guest guest) {
    if (guest.runs()) {
      throw Refusal.of(guest.kind.label + " " + guest.vmid + " already running");
    }
    guest.unlocked();
    changing.applyPending(guest);
    bridges(guest);
    snippets(guest);
    guest.started = cluster.now();
    guest.booted.clear();
    guest.booted.putAll(guest.config);
    cluster.guests.save(guest);
    String address = Nets.address(guest);
    if (!address.isEmpty()) {
      cluster.machines.start(guest.machine(), guest.name(), address, cluster.hasSsh(guest));
    }
  }

  private void bridges(Guest guest) {
    var bridges = cluster.node(guest.node).bridges();
    guest.config.forEach((key, value) -> {
      String bridge = PropertyText.of("", value).get("bridge");
      if (key.matches("net[0-9]+") && !bridge.isEmpty() && !bridges.contains(bridge)) {
        throw Refusal.of("bridge '" + bridge + "' does not exist");
      }
    });
  }

  /** Files that cloud-init is to take must be there. */
  private void snippets(Guest guest) {
    PropertyText.of("user", guest.config.getOrDefault("cicustom", ""))
        .values()
        .values()
        .forEach(volume -> cluster.volumes.get(guest.node, volume));
  }

  void stopped(Guest guest) {
    guest.started = 0;
    guest.booted.clear();
    cluster.guests.save(guest);
    cluster.machines.stop(guest.machine());
  }

  private void rebooted(Guest guest) {
    stopped(guest);
    started(guest);
  }
}
