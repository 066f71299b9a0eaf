package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Work;
import java.time.Duration;

/**
 * Starts and stops a guest. What high availability manages is only told so by its task, which ends
 * before the guest has changed, so its status is waited for too.
 */
final class Power {
  private final Cluster cluster;
  private final Guest guest;
  private final Work work;

  Power(Cluster cluster, Guest guest, Work work) {
    this.cluster = cluster;
    this.guest = guest;
    this.work = work;
  }

  /** Whether it had to be started. */
  boolean start() throws ResourceFailure {
    GuestStatus status = cluster.status(guest);
    if (status.running()) {
      return false;
    }
    work.progress("starting " + guest.name());
    act(
        "start",
        status,
        ProxmoxRequest.post("start " + guest.name(), guest.path("status", "start")));
    await(true);
    work.reached("started");
    return true;
  }

  /** Asks the guest to shut down; after a minute it is stopped. */
  void stop() throws ResourceFailure {
    GuestStatus status = cluster.status(guest);
    if (!status.running()) {
      return;
    }
    work.progress("shutting " + guest.name() + " down");
    act(
        "shutdown",
        status,
        ProxmoxRequest.post("shut down " + guest.name(), guest.path("status", "shutdown"))
            .with("timeout", Math.toIntExact(TaskTime.SHUTDOWN.toSeconds()))
            .with("forceStop", true));
    await(false);
    work.reached("stopped");
  }

  /** Shuts it down and starts it with all that waited for that. */
  void reboot() throws ResourceFailure {
    work.progress("rebooting " + guest.name());
    act(
        "reboot",
        cluster.status(guest),
        ProxmoxRequest.post("reboot " + guest.name(), guest.path("status", "reboot"))
            .with("timeout", Math.toIntExact(TaskTime.SHUTDOWN.toSeconds())));
    await(true);
    work.reached("rebooted");
  }

  private void act(String what, GuestStatus status, ProxmoxRequest request) throws ResourceFailure {
    String type =
        !status.managed() || what.equals("reboot")
            ? guest.task(what)
            : what.equals("start") ? "hastart" : "hastop";
    cluster.tasks().run(request, guest, type, TaskTime.USUAL, work);
  }

  private void await(boolean running) throws ResourceFailure {
    Pauses pauses = new Pauses(work, Duration.ofMillis(500), Duration.ofSeconds(2), TaskTime.USUAL);
    while (cluster.status(guest).running() != running) {
      if (pauses.over()) {
        throw cluster
            .api()
            .failure(
                Kind.RETRYABLE,
                (running ? "start " : "stop ") + guest.name(),
                "its task has ended and it is still %s; look at its tasks and at high availability"
                    .formatted(running ? "stopped" : "running"));
      }
      pauses.pause();
    }
  }
}
