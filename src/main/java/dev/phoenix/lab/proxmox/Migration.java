package dev.phoenix.lab.proxmox;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Taking guests to other nodes: a VM while it runs, a container by a restart. */
final class Migration {
  private final Cluster cluster;
  private final Power power;

  Migration(Cluster cluster, Power power) {
    this.cluster = cluster;
    this.power = power;
  }

  void routes(Routes routes) {
    routes.post(
        "/nodes/{node}/qemu/{vmid}/migrate",
        "target! online:b force:b bwlimit:i(0,) migration_network migration_type=secure|insecure"
            + " targetstorage with-local-disks:b",
        call -> migrate(call, Kind.QEMU, "online"));
    routes.post(
        "/nodes/{node}/lxc/{vmid}/migrate",
        "target! online:b restart:b timeout:i bwlimit:n(0,) target-storage",
        call -> migrate(call, Kind.LXC, "restart"));
    for (Kind kind : Kind.values()) {
      cluster.tasks.on(kind.task + "migrate", this::migrated);
    }
  }

  private JsonNode migrate(Call call, Kind kind, String running) {
    Guest guest = cluster.guest(call, kind, "VM.Migrate");
    guest.unlocked();
    String target = call.values().text("target");
    if (target.equals(guest.node)) {
      throw Refusal.parameter("target", "target is local node.");
    }
    cluster.node(target);
    if (guest.runs() && !call.values().flag(running)) {
      throw Refusal.of(
          kind == Kind.QEMU
              ? "can't migrate running VM without --online"
              : "can't migrate running container without --online or --restart");
    }
    Tasks.Order order =
        cluster.order(
            call, guest.node, kind.task + "migrate", "" + guest.vmid, cluster.options.copying());
    order.work().put("target", target);
    return cluster.tasks.begin(order);
  }

  private void migrated(Task task) {
    Guest guest = cluster.of(task);
    boolean restarts = guest.runs() && guest.kind == Kind.LXC;
    if (restarts) {
      power.stopped(guest);
    }
    String target = task.work.path("target").asString("");
    for (Map.Entry<String, String> disk : Cloning.volumes(guest.config, guest.kind).entrySet()) {
      cluster.volumes.take(cluster.volumes.get(guest.node, disk.getValue()), target);
    }
    guest.node = target;
    cluster.guests.save(guest);
    if (restarts) {
      power.started(guest);
    }
  }
}
