package dev.phoenix.lab.proxmox;

import dev.phoenix.lab.engine.Storage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The tasks of the cluster. None has a thread: whoever looks at the cluster first ends those whose
 * time has come, so they outlive the process. Guarded by the server's lock.
 */
final class Tasks {
  /** PVE::Storage waits so long for the lock of a storage. */
  private static final long PATIENCE = 60_000;

  private static final int KEPT = 1000;

  /** What a task of some type does at its end. */
  interface Work {
    void finish(Task task);

    /** Undoes what was begun when the task fails. */
    default void abandon(Task task) {}
  }

  private final Storage storage;
  private final InstantSource clock;
  private final Mishaps mishaps;
  private final int slots;
  private final Map<String, Work> works = new HashMap<>();
  private final Map<String, Task> byUpid = new LinkedHashMap<>();
  private long numbered;

  Tasks(Storage storage, ProxmoxOptions options, Mishaps mishaps) {
    this.storage = storage;
    this.clock = options.clock();
    this.slots = options.slots();
    this.mishaps = mishaps;
    storage.all().values().stream()
        .map(Task::from)
        .sorted(
            Comparator.comparingLong((Task task) -> task.started).thenComparing(task -> task.upid))
        .forEach(task -> byUpid.put(task.upid, task));
    numbered = byUpid.size();
  }

  void on(String type, Work work) {
    works.put(type, work);
  }

  List<Task> all() {
    return List.copyOf(byUpid.values());
  }

  Optional<Task> find(String upid) {
    return Optional.ofNullable(byUpid.get(upid));
  }

  /** What a task is to be. */
  record Order(String node, String type, String id, String user, Duration takes, ObjectNode work) {
    /** It copies on a storage, which does only so much at a time. */
    Order copyingOn(String store) {
      work.put("slot", store);
      return this;
    }
  }

  /** Begins a task; gives its id as the answer to the call that asked for it. */
  StringNode begin(Order order) {
    long now = clock.millis();
    long from = from(order.work().path("slot").asString(""), now);
    Task task =
        new Task(
            upid(order, now / 1000), now / 1000, from + order.takes().toMillis(), order.work());
    @Nullable String late = mishaps.late(order.type(), order.id(), task.slot());
    if (from - now > PATIENCE) {
      late =
          "can't lock file '/var/lock/pve-manager/pve-storage-" + task.slot() + "' - got timeout";
    }
    if (late != null) {
      task.work.put("fails", late);
    } else if (mishaps.warns()) {
      task.warn("something that does not matter");
    }
    byUpid.put(task.upid, task);
    save(task);
    trim();
    return StringNode.valueOf(task.upid);
  }

  /** When a storage has a free slot. */
  private long from(String slot, long now) {
    if (slot.isEmpty() || slots == 0) {
      return now;
    }
    List<Long> dues = new ArrayList<>();
    for (Task task : byUpid.values()) {
      if (task.runs() && task.slot().equals(slot)) {
        dues.add(task.due);
      }
    }
    dues.sort(Comparator.naturalOrder());
    return dues.size() < slots ? now : Math.max(now, dues.get(dues.size() - slots));
  }

  private String upid(Order order, long seconds) {
    numbered++;
    return String.format(
        Locale.ROOT,
        "UPID:%s:%08X:%08X:%08X:%s:%s:%s:",
        order.node(),
        1000 + numbered,
        numbered * 7 + 100_000,
        seconds,
        order.type(),
        order.id(),
        order.user());
  }

  /** Ends what is due, in the order of time. */
  void settle() {
    long now = clock.millis();
    Optional<Task> next = due(now);
    while (next.isPresent()) {
      end(next.get());
      next = due(now);
    }
  }

  private Optional<Task> due(long now) {
    return byUpid.values().stream()
        .filter(task -> task.runs() && task.due <= now)
        .min(Comparator.comparingLong((Task task) -> task.due).thenComparing(task -> task.upid));
  }

  private void end(Task task) {
    task.ended = Math.max(task.started, task.due / 1000);
    Work work = works.get(task.type());
    try {
      String fails = task.work.path("fails").asString("");
      if (!fails.isEmpty()) {
        throw Refusal.of(fails);
      }
      if (work != null) {
        work.finish(task);
      }
      int warnings = task.work.path("warnings").asInt(0);
      task.exit = warnings == 0 ? "OK" : "WARNINGS: " + warnings;
      task.log.add("TASK " + task.exit);
    } catch (Refusal refusal) {
      if (work != null) {
        work.abandon(task);
      }
      task.exit = refusal.text();
      task.log.add("TASK ERROR: " + refusal.text());
    }
    save(task);
  }

  /** Does at once what a task has to do; gives how it ended. */
  String hasten(Task task) {
    if (task.runs()) {
      end(task);
    }
    return task.exit;
  }

  /** Kills a task; what it had begun stays as it is. */
  void abort(Task task) {
    if (task.runs()) {
      task.ended = clock.millis() / 1000;
      task.exit = "unexpected status";
      task.log.add("received interrupt");
      save(task);
    }
  }

  private void save(Task task) {
    storage.put(task.upid, task.toJson());
  }

  private void trim() {
    while (byUpid.size() > KEPT) {
      Optional<Task> oldest = byUpid.values().stream().filter(task -> !task.runs()).findFirst();
      if (oldest.isEmpty()) {
        return;
      }
      byUpid.remove(oldest.get().upid);
      storage.remove(oldest.get().upid);
    }
  }
}
