package dev.phoenix.lab.proxmox;

import dev.phoenix.lab.engine.Storage;
import java.time.Duration;

/** The parts of a cluster that its calls work on. Guarded by the server's lock. */
final class Cluster {
  final Datacenter datacenter;
  final ProxmoxOptions options;
  final Release release;
  final Guests guests;
  final Volumes volumes;
  final Tasks tasks;
  final Mishaps mishaps;
  final GuestMachines machines;
  final Nets nets = new Nets();

  Cluster(Datacenter datacenter, ProxmoxOptions options, Storage storage, GuestMachines machines) {
    this.datacenter = datacenter;
    this.options = options;
    this.release = Release.of(options.release());
    this.mishaps = new Mishaps(options.faults(), options.seed());
    this.guests = new Guests(storage.within("guest/"));
    this.volumes = new Volumes(datacenter, storage.within("volume/"), options.clock());
    this.tasks = new Tasks(storage.within("task/"), options, mishaps);
    this.machines = machines;
  }

  long now() {
    return options.clock().millis() / 1000;
  }

  Datacenter.Node node(String name) {
    return datacenter
        .node(name)
        .orElseThrow(() ->
            Refusal.of(
                "hostname lookup '"
                    + name
                    + "' failed - failed to get address info for: "
                    + name
                    + ": Name or service not known"));
  }

  /** The guest of a call; whoever may not see it is not told whether it is there. */
  Guest guest(Call call, Kind kind, String... privileges) {
    node(call.node());
    call.requireGuest(privileges);
    return guests.get(kind, call.node(), call.vmid());
  }

  /** A task of a guest that takes little. */
  Tasks.Order order(Call call, Guest guest, String type) {
    return order(call, guest.node, type, Integer.toString(guest.vmid), options.acting());
  }

  Tasks.Order order(Call call, String node, String type, String id, Duration takes) {
    return new Tasks.Order(node, type, id, call.caller().name(), takes, Json.object());
  }

  /** The guest that a task works on; the task fails if it is gone. */
  Guest of(Task task) {
    int vmid = Integer.parseInt(task.id());
    return guests
        .find(vmid)
        .orElseThrow(() -> Refusal.of("guest " + vmid + " does not exist any more"));
  }

  /** Checks that a storage is there, on this node, and takes such content. */
  Datacenter.Store storeFor(Call call, String name, String content) {
    Datacenter.Store store = volumes.store(name);
    if (!store.content().contains(content)) {
      throw Refusal.of("storage '" + name + "' does not support content-type '" + content + "'");
    }
    call.require("/storage/" + name, "Datastore.AllocateSpace");
    return store;
  }

  void requireBridge(Call call, String net) {
    String bridge = PropertyText.of("model", net).get("bridge");
    if (release.since(8, 0) && !bridge.isEmpty()) {
      call.require("/sdn/zones/localnetwork/" + bridge, "SDN.Use");
    }
  }

  /** Whether an SSH server in it lets us in: in every machine, and in containers that have one. */
  boolean hasSsh(Guest guest) {
    return guest.kind == Kind.QEMU || datacenter.withSsh().contains(guest.vmid);
  }
}
