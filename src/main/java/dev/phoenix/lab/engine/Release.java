package dev.phoenix.lab.engine;

/**
 * A release of the engine.
 *
 * @param version as it names itself
 * @param api the newest API version it speaks
 * @param oldest the oldest one
 */
public record Release(String version, String api, String oldest) {
  /** Debian's own package, of which the recorded answers are. */
  public static final Release DISTRIBUTION = new Release("20.10.24+dfsg1", "1.41", "1.12");

  /** Docker's package repository. */
  public static final Release DOCKER_CE = new Release("28.3.3", "1.51", "1.24");
}
