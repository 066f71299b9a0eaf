package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Recorded;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Rule.Disruption;
import dev.phoenix.resource.Secret;
import dev.phoenix.resource.Subject;
import dev.phoenix.resource.Work;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Brings one guest to what is wanted, from wherever the last run left it: its task is waited for,
 * then its lock, then one write with the digest that was read, the disks, and the rest.
 */
final class Settling {
  private static final int ATTEMPTS = 6;

  private final GuestType type;
  private final Cluster cluster;
  private final Resource desired;
  private final Guest guest;
  private final Work work;
  private final Aftermath aftermath;
  private Attributes observed = Attributes.NONE;
  private boolean fresh;

  Settling(GuestType type, Cluster cluster, Resource desired, Guest guest, Work work) {
    this.type = type;
    this.cluster = cluster;
    this.desired = desired;
    this.guest = guest;
    this.work = work;
    this.aftermath = new Aftermath(cluster, desired.address(), guest, work);
  }

  Cluster cluster() {
    return cluster;
  }

  Resource desired() {
    return desired;
  }

  Attributes wanted() {
    return desired.attributes();
  }

  Guest guest() {
    return guest;
  }

  Work work() {
    return work;
  }

  /** Whether the guest was made in this operation, so that nothing on it can be disturbed. */
  boolean isFresh() {
    return fresh;
  }

  /** Whether an earlier run has finished it, so that somebody may have connected to it since. */
  boolean wasMet() {
    Recorded recorded = work.subject(desired.address()).recorded();
    return !fresh && recorded != null && recorded.status() == Recorded.Status.OK;
  }

  /** Whether an earlier run has begun something on it that was not seen to end. */
  boolean isUnfinished() {
    return aftermath.isUnfinished();
  }

  /** Whether the plan has said that the guest will be rebooted. */
  boolean mayReboot() {
    return fresh || work.announced().compareTo(Disruption.REBOOT) >= 0;
  }

  /** What was seen of it by the plan. */
  Attributes observed() {
    return observed;
  }

  /** Whether it bears the mark of this resource once nothing works on it any more. */
  boolean becomesOurs() throws ResourceFailure {
    return aftermath.unlocked(this::config).description().isOf(desired.address());
  }

  /**
   * Does what is left to do.
   *
   * @param before as recorded or seen
   * @param seen what the plan saw; nothing of a guest that was just made
   */
  Identity run(Identity before, Attributes seen, boolean made) throws ResourceFailure {
    observed = seen;
    fresh = made;
    aftermath.outlast();
    String mark = mark(aftermath.unlocked(this::config), before);
    Map<String, String> parts = new TreeMap<>(before.parts());
    parts.remove("task"); // Where the first format of the state kept it.
    parts.put("vmid", Integer.toString(guest.vmid()));
    parts.put("mark", mark);
    work.exists(Identity.of(parts));
    type.complete(this);
    new Moving(this).run();
    Firewall.write(this);
    Belongings belongings = Belongings.of(before);
    write(mark, before.part(Passwords.PART), belongings);
    GuestConfig config = new Growing(this, type).run(belongings);
    belongings.now(wanted(), config).into(parts);
    type.finish(this);
    Secret secret = desired.secrets().get(Passwords.PATH);
    if (secret != null) {
      parts.put(Passwords.PART, Passwords.digest(mark, secret));
    }
    return Identity.of(parts);
  }

  GuestConfig config() throws ResourceFailure {
    return config(cluster.status(guest).running());
  }

  /** With what waits for the next start told apart, or without. */
  GuestConfig config(boolean waiting) throws ResourceFailure {
    return cluster
        .config(guest, waiting)
        .orElseThrow(() ->
            cluster
                .api()
                .failure(
                    Kind.AMBIGUOUS, "change " + desired.address(), guest.name() + " is not there"));
  }

  /** Never writes to a guest that somebody else was given the number for. */
  private String mark(GuestConfig config, Identity before) throws ResourceFailure {
    Description description = config.description();
    if (description.isOf(desired.address())) {
      return description.mark();
    }
    Subject subject = work.subject(desired.address());
    boolean adopted = subject.recorded() == null && !fresh;
    if (!adopted && Ownership.of(subject, config) != Ownership.OURS) {
      throw cluster
          .api()
          .failure(
              Kind.STALE,
              "change " + desired.address(),
              guest.name() + " bears another mark than ours; nothing was done to it");
    }
    String known = before.part("mark");
    return known.isEmpty() ? Description.newMark() : known;
  }

  private void write(String mark, String password, Belongings belongings) throws ResourceFailure {
    for (int attempt = 1; ; attempt++) {
      GuestConfig config = config();
      ConfigChange change =
          new Changes(type, desired, observed, belongings).of(config, mark, password);
      if (!change.writes()) {
        return;
      }
      try {
        send(change, config);
        work.reached("configured");
        return;
      } catch (ResourceFailure failure) {
        // Proxmox VE itself writes now and then; what it wrote is not what we do.
        if (failure.kind() != Kind.STALE || attempt == ATTEMPTS) {
          throw failure;
        }
        work.progress("its configuration changed just now; reading it again");
        new Pauses(work, Duration.ofMillis(200L * attempt), Duration.ofSeconds(2), TaskTime.USUAL)
            .pause();
      }
    }
  }

  void send(ConfigChange change, GuestConfig config) throws ResourceFailure {
    ConfigChange byNode = change.split(type.onlyRoot(cluster, wanted()));
    if (change.writes()) {
      work.progress("writing " + String.join(", ", change.keys()));
      ProxmoxRequest request =
          guest.kind() == Guest.Kind.VM
              ? ProxmoxRequest.post("configure " + desired.address(), guest.path("config"))
              : ProxmoxRequest.put("configure " + desired.address(), guest.path("config"));
      ProxmoxRequest filled = change.into(request);
      cluster
          .tasks()
          .run(
              config.digest().isEmpty() ? filled : filled.with("digest", config.digest()),
              guest,
              guest.task("config"),
              TaskTime.USUAL,
              work);
    }
    if (byNode.writes()) {
      work.progress("writing " + String.join(", ", byNode.keys()) + " on node " + guest.node());
      cluster.nodes().set(guest, byNode);
    }
  }

  /**
   * What waits for the next start of a slot names the volume that it was on. A stopped guest has
   * such values as well, if somebody stopped it instead of starting it anew.
   */
  void takeBack(String slot) throws ResourceFailure {
    GuestConfig config = config(true);
    if (config.waiting().contains(slot)) {
      ConfigChange change = new ConfigChange();
      change.revert(slot);
      send(change, config);
    }
  }
}
