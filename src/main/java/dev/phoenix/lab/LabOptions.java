package dev.phoenix.lab;

import dev.phoenix.lab.http.Weather;
import java.time.Duration;
import java.util.Random;

/**
 * What kind of world the lab is.
 *
 * @param portainer release of Portainer servers that are there from the start; decides between
 *     synchronous and asynchronous stacks
 * @param latency of each request
 * @param installing how long a package takes to install
 * @param faults of a thousand requests, how many go wrong
 * @param seed of what goes wrong and when
 */
public record LabOptions(
    String portainer, Duration latency, Duration installing, int faults, long seed) {
  /** Fast and without faults. */
  public static final LabOptions USUAL =
      new LabOptions("2.33.5", Duration.ZERO, Duration.ofMillis(100), 0, 1);

  /** The weather of one place of the world; the same for the same seed. */
  public Weather weather(String place) {
    return new Weather(latency, faults, new Random(seed * 17 + place.hashCode()), false);
  }
}
