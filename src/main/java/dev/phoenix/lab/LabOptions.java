package dev.phoenix.lab;

import dev.phoenix.lab.http.Way;
import dev.phoenix.lab.http.Weather;
import dev.phoenix.lab.proxmox.ProxmoxOptions;
import java.time.Duration;
import java.util.Random;
import java.util.function.Function;

/**
 * What kind of world the lab is.
 *
 * @param portainer release of Portainer servers that are there from the start; decides between
 *     synchronous and asynchronous stacks
 * @param latency of each request
 * @param installing how long a package takes to install
 * @param faults of a thousand requests, how many go wrong
 * @param seed of what goes wrong and when
 * @param proxmox series of the Proxmox VE, as {@code 8.4}
 * @param tasks how long a task of it takes that copies a disk; others take half of it
 * @param mishaps of a thousand changes of Proxmox VE, how many meet a lock or fail late
 * @param ways to the places of the world, by their names
 */
public record LabOptions(
    String portainer,
    Duration latency,
    Duration installing,
    int faults,
    long seed,
    String proxmox,
    Duration tasks,
    int mishaps,
    Function<String, Way> ways) {
  /** Fast and without faults. */
  public static final LabOptions USUAL =
      new LabOptions("2.33.6", Duration.ZERO, Duration.ofMillis(100), 0, 1);

  /** With the usual Proxmox VE. */
  public LabOptions(
      String portainer, Duration latency, Duration installing, int faults, long seed) {
    this(
        portainer,
        latency,
        installing,
        faults,
        seed,
        "8.4",
        Duration.ofMillis(100),
        faults,
        _ -> Way.OPEN);
  }

  /** With another Proxmox VE. */
  public LabOptions withProxmox(String series, Duration time) {
    return new LabOptions(
        portainer, latency, installing, faults, seed, series, time, mishaps, ways);
  }

  /** With these ways to its places. */
  public LabOptions withWays(Function<String, Way> others) {
    return new LabOptions(
        portainer, latency, installing, faults, seed, proxmox, tasks, mishaps, others);
  }

  /** With changes of Proxmox VE that go wrong although the request arrives. */
  public LabOptions withMishaps(int ofAThousand, long from) {
    return new LabOptions(
        portainer, latency, installing, faults, from, proxmox, tasks, ofAThousand, ways);
  }

  /** How the Proxmox VE behaves. */
  ProxmoxOptions hypervisor() {
    return ProxmoxOptions.usual(proxmox)
        .withTasks(tasks, tasks.dividedBy(2))
        .withFaults(mishaps, seed);
  }

  /** The weather of one place of the world; the same for the same seed. */
  public Weather weather(String place) {
    return new Weather(
        latency, faults, new Random(seed * 17 + place.hashCode()), false, ways.apply(place));
  }
}
