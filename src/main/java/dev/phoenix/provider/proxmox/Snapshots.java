package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Snapshots that the files name: each is made once and never made again while it is there. */
final class Snapshots {
  private Snapshots() {}

  static List<String> names(Cluster cluster, Guest guest) throws ResourceFailure {
    return StreamSupport.stream(
            cluster
                .api()
                .list(
                    ProxmoxRequest.get(
                        "list the snapshots of " + guest.name(), guest.path("snapshot")))
                .spliterator(),
            false)
        .map(snapshot -> snapshot.path("name").asString(""))
        .filter(name -> !name.equals("current"))
        .toList();
  }

  /** The snapshots that a volume is part of. */
  static List<String> holding(Cluster cluster, Guest guest, String volume) throws ResourceFailure {
    List<String> holding = new ArrayList<>();
    for (String name : names(cluster, guest)) {
      ProxmoxRequest request =
          ProxmoxRequest.get(
                  "read snapshot %s of %s".formatted(name, guest.name()), guest.path("config"))
              .with("snapshot", name);
      GuestConfig then = GuestConfig.merged(cluster.api().call(request));
      if (Volumes.of(then.merged()).valueStream().map(Volumes::volume).anyMatch(volume::equals)) {
        holding.add(name);
      }
    }
    return holding;
  }

  static void make(Cluster cluster, Guest guest, String name, Work work) throws ResourceFailure {
    if (names(cluster, guest).contains(name)) {
      return;
    }
    work.progress("taking snapshot " + name);
    cluster
        .tasks()
        .run(
            ProxmoxRequest.post(
                    "take snapshot " + name + " of " + guest.name(), guest.path("snapshot"))
                .with("snapname", name),
            guest,
            guest.task("snapshot"),
            TaskTime.USUAL,
            work);
  }

  static void remove(Cluster cluster, Guest guest, String name, Work work) throws ResourceFailure {
    if (!names(cluster, guest).contains(name)) {
      return;
    }
    work.progress("removing snapshot " + name);
    cluster
        .tasks()
        .run(
            ProxmoxRequest.delete(
                "remove snapshot " + name + " of " + guest.name(), guest.path("snapshot", name)),
            guest,
            guest.task("delsnapshot"),
            TaskTime.COPYING,
            work);
  }
}
