package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Resource;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/**
 * One guest being made. It bears its mark from the first, and is journaled as soon as the server
 * has taken it on, so that no end of phoenix leaves one that nobody knows.
 */
final class Making {
  /**
   * Copies onto one storage wait for its lock anyhow, and more at once only lose to timeouts. A
   * guest that runs is copied once at a time: its lock is not shared as a stopped one's is.
   */
  static final int COPIES = 4;

  private final Cluster cluster;
  private final Resource desired;
  private final String mark;
  private final Work work;
  private final Guest guest;
  private final Map<String, String> remembered = new TreeMap<>();

  Making(Cluster cluster, Resource desired, Guest guest, String mark, Work work) {
    this.cluster = cluster;
    this.desired = desired;
    this.guest = guest;
    this.mark = mark;
    this.work = work;
  }

  /** The storage that a guest is made on. */
  static String home(Attributes wanted) {
    String system = Volumes.storage(wanted.object("disks").path("scsi0"));
    return wanted.text(
        "storage", system.isEmpty() ? Volumes.storage(wanted.object("rootfs")) : system);
  }

  Cluster cluster() {
    return cluster;
  }

  Resource desired() {
    return desired;
  }

  Work work() {
    return work;
  }

  Guest guest() {
    return guest;
  }

  /** Keeps with the identity what it was made of. */
  void remember(String part, String value) {
    remembered.put(part, value);
  }

  Identity identity() {
    Map<String, String> parts = new TreeMap<>(remembered);
    parts.put("vmid", Integer.toString(guest.vmid()));
    parts.put("mark", mark);
    return Identity.of(parts);
  }

  String description() {
    return Description.of(desired.attributes().text("description", ""), desired.address(), mark)
        .print();
  }

  /** Sends what makes the guest and waits for its end, when the storage has room for it. */
  void run(ProxmoxRequest request) throws ResourceFailure {
    List<Semaphore> entered = new ArrayList<>();
    try {
      for (Semaphore room : rooms()) {
        if (!room.tryAcquire()) {
          work.progress("waiting for other copies of the same guest or onto the same storage");
          work.enter(room);
        }
        entered.add(room);
      }
      work.checkInterrupted();
      send(request);
    } finally {
      entered.forEach(Semaphore::release);
    }
  }

  private List<Semaphore> rooms() {
    Attributes wanted = desired.attributes();
    Semaphore storage = cluster.room("storage " + home(wanted), COPIES);
    String source = wanted.object("source").path("clone").asString("");
    boolean mayRun = source.startsWith("vm/") || source.startsWith("lxc/");
    return mayRun ? List.of(cluster.room(source, 1), storage) : List.of(storage);
  }

  private void send(ProxmoxRequest request) throws ResourceFailure {
    Reply reply;
    try {
      reply = cluster.api().send(request);
    } catch (ResourceFailure failure) {
      if (failure.kind() != Kind.AMBIGUOUS) {
        throw failure;
      }
      settle(failure);
      return;
    }
    if (reply.ok()) {
      await(request, reply);
    } else if (reply.fault() == Fault.UNCERTAIN) {
      settle(cluster.api().refused(request, reply));
    } else {
      throw cluster.api().refused(request, reply);
    }
  }

  private void await(ProxmoxRequest request, Reply reply) throws ResourceFailure {
    Optional<Upid> task = cluster.tasks().heard(reply);
    work.exists(identity());
    if (task.isPresent()) {
      cluster.tasks().await(task.get(), request.what(), TaskTime.COPYING, work);
    }
    work.reached(desired.attributes().object("source").has("clone") ? "cloned" : "made");
  }

  /**
   * The answer was lost. While a guest is copied its configuration says no more than that, so it is
   * waited for until it is made, which its mark proves, or is gone.
   */
  private void settle(ResourceFailure lost) throws ResourceFailure {
    work.progress("the answer was lost; looking whether " + guest.name() + " is being made");
    Pauses pauses =
        new Pauses(work, Duration.ofSeconds(1), Duration.ofSeconds(5), TaskTime.COPYING);
    while (true) {
      GuestConfig config = cluster.config(guest, false).orElseThrow(() -> lost);
      if (config.lock().isEmpty()) {
        if (!config.description().mark().equals(mark)) {
          throw lost;
        }
        work.exists(identity());
        return;
      }
      if (pauses.over()) {
        throw lost;
      }
      pauses.pause();
    }
  }
}
