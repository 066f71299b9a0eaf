package dev.phoenix.lab.proxmox;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/** Deleting guests, and turning them into templates. */
final class Lifecycle {
  private final Cluster cluster;
  private final Disks disks;

  Lifecycle(Cluster cluster) {
    this.cluster = cluster;
    this.disks = new Disks(cluster);
  }

  void routes(Routes routes) {
    routes.delete(
        "/nodes/{node}/qemu/{vmid}",
        "purge:b destroy-unreferenced-disks:b skiplock:b",
        call -> delete(call, Kind.QEMU));
    routes.delete(
        "/nodes/{node}/lxc/{vmid}",
        "purge:b destroy-unreferenced-disks:b force:b",
        call -> delete(call, Kind.LXC));
    routes.post("/nodes/{node}/qemu/{vmid}/template", "disk", call -> template(call, Kind.QEMU));
    routes.post(
        "/nodes/{node}/lxc/{vmid}/template",
        "",
        call -> {
          template(call, Kind.LXC);
          return NullNode.getInstance();
        });
    for (Kind kind : Kind.values()) {
      cluster.tasks.on(kind.task + "destroy", this::destroyed);
      cluster.tasks.on(kind.task + "template", this::templated);
    }
  }

  private JsonNode delete(Call call, Kind kind) {
    Guest guest = cluster.guest(call, kind, "VM.Allocate");
    String label = kind == Kind.QEMU ? "VM" : "CT";
    boolean forced = call.values().flag("force");
    if (guest.config.getOrDefault("protection", "0").equals("1")) {
      throw Refusal.of("can't remove " + label + " " + guest.vmid + " - protection mode enabled");
    }
    if (!guest.wanted.isEmpty() && !call.values().flag("purge")) {
      throw Refusal.of(
          "unable to remove "
              + label
              + " "
              + guest.vmid
              + " - used in HA resources and purge parameter not set");
    }
    guest.unlocked();
    if (guest.runs() && !forced) {
      throw Refusal.of(
          kind == Kind.QEMU
              ? "VM " + guest.vmid + " is running - destroy failed"
              : "unable to destroy CT " + guest.vmid + " - container is running");
    }
    cluster.mishaps.lock(guest);
    return cluster.tasks.begin(cluster.order(call, guest, kind.task + "destroy"));
  }

  private void destroyed(Task task) {
    Guest guest = cluster.of(task);
    if (guest.runs() && guest.kind == Kind.QEMU) {
      throw Refusal.of("VM " + guest.vmid + " is running - destroy failed");
    }
    disks.destroyAll(guest);
    cluster.guests.remove(guest);
    cluster.machines.destroy(guest.machine());
    guest
        .snapshots
        .keySet()
        .forEach(name -> cluster.machines.destroy(guest.machine() + "@" + name));
  }

  private JsonNode template(Call call, Kind kind) {
    Guest guest = cluster.guest(call, kind, "VM.Allocate");
    guest.unlocked();
    if (!guest.snapshots.isEmpty()) {
      throw Refusal.of("unable to create template, because " + kind.label + " contains snapshots");
    }
    if (guest.isTemplate()) {
      throw Refusal.of("you can't convert a template to a template");
    }
    if (guest.runs()) {
      throw Refusal.of(
          "you can't convert a "
              + kind.label
              + " to template if the "
              + kind.label
              + " is running");
    }
    return cluster.tasks.begin(cluster.order(call, guest, kind.task + "template"));
  }

  private void templated(Task task) {
    Guest guest = cluster.of(task);
    for (Map.Entry<String, String> disk : Cloning.volumes(guest.config, guest.kind).entrySet()) {
      Volume volume = cluster.volumes.get(guest.node, disk.getValue());
      if (volume.name().matches("([0-9]+/)?base(vol)?-[0-9]+-disk-[^/]*")) {
        throw Refusal.of("create_base not possible with base image");
      }
      Volume base = cluster.volumes.toBase(volume);
      String value = guest.config.getOrDefault(disk.getKey(), "");
      guest.config.put(disk.getKey(), value.replace(disk.getValue(), base.id()));
    }
    guest.config.put("template", "1");
    cluster.guests.save(guest);
  }
}
