package dev.phoenix.lab.engine;

import java.time.InstantSource;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** The clock and the ids of one engine; its monitor guards all that the engine holds. */
final class Heart {
  private final InstantSource clock;
  private final RandomGenerator random;

  Heart(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  long now() {
    return clock.millis();
  }

  synchronized String newId() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
