package dev.phoenix.state;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * What a store takes from the machine that it works on.
 *
 * @param environment variables; those of pipelines say which run holds a lock
 */
public record Machine(
    Writing writing, Locking locking, InstantSource clock, Map<String, String> environment) {
  public Machine {
    environment = Map.copyOf(environment);
  }

  /** This one. */
  public static Machine here(Map<String, String> environment) {
    return new Machine(Writing.TO_DISK, Locking.OF_SYSTEM, InstantSource.system(), environment);
  }

  public Machine with(Writing other) {
    return new Machine(other, locking, clock, environment);
  }

  /** This process as the holder of a lock. */
  Holder holder(String operation) {
    long pid = ProcessHandle.current().pid();
    return new Holder(
        UUID.randomUUID().toString(),
        0,
        operation,
        pid,
        Objects.requireNonNullElse(Birth.of(pid), "unknown"),
        Host.here(),
        System.getProperty("user.name", "unknown"),
        clock.instant().truncatedTo(ChronoUnit.SECONDS),
        PipelineRun.url(environment));
  }
}
