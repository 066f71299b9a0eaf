package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.ResourceFailure;
import java.util.List;
import java.util.stream.StreamSupport;

/** Snapshots that the files name: each is made once and never made again while it is there. */
final class Snapshots {
  private Snapshots() {}

  static List<String> names(Cluster cluster, Guest guest) throws ResourceFailure {
    return StreamSupport.stream(
            cluster
                .api()
                .call(
                    ProxmoxRequest.get(
                        "list the snapshots of " + guest.name(), guest.path("snapshot")))
                .spliterator(),
            false)
        .map(snapshot -> snapshot.path("name").asString(""))
        .filter(name -> !name.equals("current"))
        .toList();
  }

  static void make(Settling settling, String name) throws ResourceFailure {
    Guest guest = settling.guest();
    if (names(settling.cluster(), guest).contains(name)) {
      return;
    }
    settling.work().progress("taking snapshot " + name);
    settling
        .cluster()
        .tasks()
        .run(
            ProxmoxRequest.post(
                    "take snapshot " + name + " of " + guest.name(), guest.path("snapshot"))
                .with("snapname", name),
            guest,
            guest.task("snapshot"),
            TaskTime.USUAL,
            settling.work());
  }
}
