package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Work;
import java.util.Optional;

/** Takes a guest away: shut down, else stopped, then destroyed with its disks. */
final class Removal {
  private final Cluster cluster;
  private final Guest guest;
  private final Recorded recorded;
  private final Work work;

  Removal(Cluster cluster, Guest guest, Recorded recorded, Work work) {
    this.cluster = cluster;
    this.guest = guest;
    this.recorded = recorded;
    this.work = work;
  }

  void run() throws ResourceFailure {
    Optional<GuestConfig> config = cluster.config(guest, false);
    if (config.isEmpty()) {
      return;
    }
    checkOurs(config.get());
    if (config.get().flag("protection")) {
      throw failure(
          "it is protected; set \"protection\": false for it in the files, apply that, and try again");
    }
    new Power(cluster, guest, work).stop();
    // Once the machine is gone nothing tells the next run that they are there.
    Snippets.remove(cluster, guest, config.get(), work);
    String disks = String.join(", ", Volumes.destroyed(config.get().merged()));
    work.progress("destroying " + guest.name() + (disks.isEmpty() ? "" : " with " + disks));
    ProxmoxRequest request =
        ProxmoxRequest.delete("delete " + recorded.address(), guest.path()).with("purge", true);
    try {
      cluster.tasks().run(request, guest, guest.task("destroy"), TaskTime.COPYING, work);
    } catch (ResourceFailure failure) {
      // One that was gone already, or whose end was not heard of.
      if (cluster.config(guest, false).isPresent()) {
        throw failure;
      }
    }
  }

  private void checkOurs(GuestConfig config) throws ResourceFailure {
    Subject subject = new Subject(recorded.address(), null, recorded);
    if (Ownership.of(subject, config) != Ownership.OURS) {
      throw failure(
          "the guest of number %d is not the one that was made (\"%s\"); it is left alone"
              .formatted(guest.vmid(), config.get("name") + config.get("hostname")));
    }
  }

  private ResourceFailure failure(String why) {
    return cluster.api().failure(Kind.PERMANENT, "delete " + recorded.address(), why);
  }
}
