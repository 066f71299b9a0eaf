package dev.phoenix.lab.proxmox;

import java.time.Duration;
import java.time.InstantSource;

/**
 * How the lab's Proxmox VE behaves.
 *
 * @param release series that it plays, as {@code 8.4}
 * @param copying how long a task takes that copies a disk
 * @param acting how long any other task takes
 * @param booting how long after its start a guest answers
 * @param broadcast how old the states in the list of the cluster may be
 * @param scorn how long a refused log-in waits for its answer
 * @param slots how many tasks copy on one storage at the same time; others wait for them
 * @param faults of a thousand changes, how many meet a lock or fail late
 * @param seed of what goes wrong and when
 */
public record ProxmoxOptions(
    String release,
    InstantSource clock,
    Duration copying,
    Duration acting,
    Duration booting,
    Duration broadcast,
    Duration scorn,
    int slots,
    int faults,
    long seed) {

  /** Answers at once, with states as old as a real cluster's. */
  public static ProxmoxOptions usual(String release) {
    return new ProxmoxOptions(
        release,
        InstantSource.system(),
        Duration.ofMillis(200),
        Duration.ofMillis(50),
        Duration.ZERO,
        Duration.ofSeconds(10),
        Duration.ZERO,
        4,
        0,
        1);
  }

  public ProxmoxOptions withClock(InstantSource other) {
    return new ProxmoxOptions(
        release, other, copying, acting, booting, broadcast, scorn, slots, faults, seed);
  }

  /** With tasks that take this long. */
  public ProxmoxOptions withTasks(Duration copy, Duration act) {
    return new ProxmoxOptions(
        release, clock, copy, act, booting, broadcast, scorn, slots, faults, seed);
  }

  /** With changes of which so many in a thousand go wrong. */
  public ProxmoxOptions withFaults(int ofAThousand, long from) {
    return new ProxmoxOptions(
        release, clock, copying, acting, booting, broadcast, scorn, slots, ofAThousand, from);
  }
}
