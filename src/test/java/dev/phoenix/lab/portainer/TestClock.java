package dev.phoenix.lab.portainer;

import java.time.Instant;
import java.time.InstantSource;

/** The clock of a lab whose time passes only when told to. */
final class TestClock implements InstantSource {
  private long seconds = 1_795_233_000;

  void tick() {
    pass(1);
  }

  void pass(long more) {
    seconds += more;
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochSecond(seconds);
  }
}
