package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Work;
import java.time.Duration;
import java.util.Set;

/** What an earlier run, or somebody else, has set going on a guest: it is waited for. */
final class Aftermath {
  /** Locks of a state that somebody put the guest into, not of a task. */
  private static final Set<String> RESTING = Set.of("suspended", "mounted");

  /** Locks that a program of the node holds without any task. */
  private static final Set<String> SILENT = Set.of("fstrim");

  /** A task is listed after it has taken its lock, and ends before that is gone. */
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final Cluster cluster;
  private final Address address;
  private final Guest guest;
  private final Work work;

  Aftermath(Cluster cluster, Address address, Guest guest, Work work) {
    this.cluster = cluster;
    this.address = address;
    this.guest = guest;
    this.work = work;
  }

  /** Reads the configuration as it is now. */
  interface Look {
    GuestConfig now() throws ResourceFailure;
  }

  /** Whether an earlier run has begun something on it that was not seen to end. */
  boolean isUnfinished() {
    Recorded recorded = work.subject(address).recorded();
    return recorded != null && recorded.status() == Recorded.Status.INCOMPLETE;
  }

  /** Waits for what a run that did not finish has left running: nothing is begun twice. */
  void outlast() throws ResourceFailure {
    if (!isUnfinished()) {
      return;
    }
    for (Upid other : cluster.earlier().running(guest.node())) {
      if (isOn(other)) {
        cluster.earlier().outlast(other, work);
      }
    }
  }

  private boolean isOn(Upid task) {
    return task.id().equals(Integer.toString(guest.vmid()));
  }

  /** The configuration as soon as nothing works on the guest any more. */
  GuestConfig unlocked(Look look) throws ResourceFailure {
    Pauses pauses =
        new Pauses(work, Duration.ofMillis(500), Duration.ofSeconds(2), TaskTime.COPYING);
    String forsaken = "";
    long since = 0;
    while (true) {
      GuestConfig config = look.now();
      if (config.lock().isEmpty()) {
        return config;
      }
      if (RESTING.contains(config.lock())) {
        throw locked(
            Kind.PERMANENT,
            config,
            "%s is locked (%s), which ends only when somebody ends it: resume or unmount it on its node (or %s unlock %d) and apply again");
      }
      if (!isForsaken(config)) {
        forsaken = "";
      } else if (!forsaken.equals(config.lock())) {
        forsaken = config.lock();
        since = work.time().nanos();
      } else if (work.time().nanos() - since >= grace(config).toNanos()) {
        throw locked(Kind.PERMANENT, config, advice(config));
      }
      if (pauses.over()) {
        throw locked(
            Kind.RETRYABLE,
            config,
            "%s is still locked (%s); look at its tasks, and if none runs: %s unlock %d");
      }
      work.progress("waiting: " + guest.name() + " is locked (" + config.lock() + ")");
      pauses.pause();
    }
  }

  private static String advice(GuestConfig config) {
    return Ownership.isBeingMade(config)
        ? "%s is locked (%s) and nothing makes it any more: its task was stopped half way. Remove it on its node (%s unlock %d, then destroy) and apply again"
        : "%s is locked (%s) and no task works on it any more: it was stopped half way, or somebody locked it by hand. See that nothing on its node does (such as a backup), then take the lock off there (%s unlock %d) and apply again";
  }

  /** What is being made has had its lock for longer than a task takes to be listed. */
  private static Duration grace(GuestConfig config) {
    return Ownership.isBeingMade(config) ? Duration.ZERO : GRACE;
  }

  /** Whether it is locked and it is sure that no task of the cluster is the reason. */
  private boolean isForsaken(GuestConfig config) throws ResourceFailure {
    return !SILENT.contains(config.lock())
        && InTheMaking.seesAll(cluster)
        && InTheMaking.tasks(cluster, guest).isEmpty();
  }

  private ResourceFailure locked(Kind kind, GuestConfig config, String advice) {
    String program = guest.kind() == Guest.Kind.VM ? "qm" : "pct";
    return cluster
        .api()
        .failure(
            kind,
            "change " + address,
            advice.formatted(guest.name(), config.lock(), program, guest.vmid())
                + cluster.earlier().verdict(work).map(words -> " (" + words + ")").orElse(""));
  }
}
