package dev.phoenix.acceptance;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Where a run over guests is killed: so long after a task has begun, or at any time.
 *
 * @param task its type; empty for any time
 * @param id what it works on, as Proxmox VE names it: the source of a clone
 * @param part of the task's time, or of the whole run's, that goes by before
 */
record GuestKill(int number, Run run, String task, String id, double part) {
  /** What the run does. */
  enum Run {
    MAKE("apply"),
    CHANGE("apply"),
    DESTROY("destroy");

    private final String command;

    Run(String command) {
      this.command = command;
    }

    String command() {
      return command;
    }

    void edit(LabWorkspace workspace) {
      if (this == CHANGE) {
        String machines = "phoenix_vm_configs.json";
        workspace.edit(machines, "\"disk_size_gb\": 32", "\"disk_size_gb\": 40");
        workspace.edit(
            machines, "\"cores\": 2, \"memory_mb\": 4096", "\"cores\": 4, \"memory_mb\": 4096");
        String containers = "phoenix_lxc_configs.json";
        workspace.edit(containers, "\"storage_size_gb\": 20", "\"storage_size_gb\": 24");
        workspace.edit(containers, "\"memory_mb\": 1024", "\"memory_mb\": 2048");
        String elsewhere = "\"storage_pool\": \"other-zfs\", \"storage_size_gb\": 24";
        workspace.edit(
            containers, "\"storage_pool\": \"local-zfs\", \"storage_size_gb\": 24", elsewhere);
        workspace.edit(
            machines,
            "\"linked_clone\": true,",
            "\"linked_clone\": true, \"storage_pool\": \"other-zfs\",");
      }
    }
  }

  private record Moment(Run run, String task, String id) {}

  /** Every kind of task that a life of guests consists of; the weightiest first. */
  private static final List<Moment> MOMENTS =
      List.of(
          new Moment(Run.MAKE, "qmclone", "9000"),
          new Moment(Run.CHANGE, "resize", "1001"),
          new Moment(Run.MAKE, "qmstart", "1002"),
          new Moment(Run.CHANGE, "qmmove", "1002"),
          new Moment(Run.CHANGE, "move_volume", "103"),
          new Moment(Run.MAKE, "qmcreate", "9000"),
          new Moment(Run.MAKE, "vzcreate", "900"),
          new Moment(Run.MAKE, "qmconfig", "1001"),
          new Moment(Run.MAKE, "vzclone", "900"),
          new Moment(Run.MAKE, "download", ""),
          new Moment(Run.MAKE, "resize", "103"),
          new Moment(Run.CHANGE, "qmreboot", "1001"),
          new Moment(Run.MAKE, "vzstart", "103"),
          new Moment(Run.MAKE, "qmtemplate", "9000"),
          new Moment(Run.MAKE, "resize", "1001"),
          new Moment(Run.CHANGE, "qmconfig", "1002"),
          new Moment(Run.MAKE, "vzsnapshot", "900"),
          new Moment(Run.CHANGE, "resize", "103"),
          new Moment(Run.DESTROY, "qmdestroy", "1001"),
          new Moment(Run.DESTROY, "vzdestroy", "103"),
          new Moment(Run.DESTROY, "qmshutdown", "1002"),
          new Moment(Run.MAKE, "qmstart", "1001"));

  static List<GuestKill> seeded(Random random, int count) {
    List<GuestKill> kills = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Moment moment = MOMENTS.get(i % MOMENTS.size());
      kills.add(
          new GuestKill(
              i + 1, moment.run(), moment.task(), moment.id(), random.nextDouble() * 0.8));
    }
    return kills;
  }

  /** One in each stretch of the runs that make and change, so that none of it goes untried. */
  static List<GuestKill> atAnyTime(Random random, int count) {
    List<GuestKill> kills = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Run run = i % 3 == 2 ? Run.CHANGE : Run.MAKE;
      kills.add(new GuestKill(1000 + i, run, "", "", (i + random.nextDouble()) / count * 0.75));
    }
    return kills;
  }

  boolean isAtAnyTime() {
    return task.isEmpty();
  }

  static int kinds() {
    return MOMENTS.size();
  }

  boolean isOf(GuestDoors.Seen seen) {
    return seen.type().equals(task) && (id.isEmpty() || seen.id().equals(id));
  }

  @Override
  public String toString() {
    return isAtAnyTime()
        ? "%s at %.2f".formatted(run, part)
        : "%s at %.2f of %s %s".formatted(run, part, task, id).stripTrailing();
  }
}
