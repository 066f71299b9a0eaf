package dev.phoenix.lab.http;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How kind the network is: how long each request takes and how often one goes wrong.
 *
 * @param latency of each request
 * @param faults of a thousand requests, how many go wrong
 * @param gateway whether something stands in between that can answer for the service
 * @param way which a request goes that meets no fault
 */
public record Weather(
    Duration latency, int faults, RandomGenerator random, boolean gateway, Way way) {

  /** What happens to a request. */
  public enum Fate {
    ANSWERED,
    /** The connection is cut before anything is done. */
    CUT_BEFORE,
    /** It is done, but the connection is cut before the answer. */
    CUT_AFTER,
    /** Answered 503, nothing done. */
    BUSY,
    /** Answered 502, nothing done. */
    BAD_GATEWAY
  }

  /** Whose way is open. */
  public Weather(Duration latency, int faults, RandomGenerator random, boolean gateway) {
    this(latency, faults, random, gateway, Way.OPEN);
  }

  public static Weather fair() {
    return new Weather(Duration.ZERO, 0, RandomGenerator.getDefault(), false);
  }

  /** The same, with a gateway in between. */
  public Weather behindGateway() {
    return new Weather(latency, faults, random, true, way);
  }

  /** Takes as long as each request does. */
  void pass() {
    if (!latency.isZero()) {
      try {
        Thread.sleep(latency);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }

  Fate next() {
    synchronized (random) {
      if (faults == 0 || random.nextInt(1000) >= faults) {
        return Fate.ANSWERED;
      }
      Fate[] bad = {Fate.CUT_BEFORE, Fate.CUT_AFTER, Fate.BUSY, Fate.BAD_GATEWAY};
      return bad[random.nextInt(gateway ? 4 : 3)];
    }
  }
}
