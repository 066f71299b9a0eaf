package dev.phoenix.configuration;

import java.io.IOException;

/** A file that is not read, and why. */
final class UnreadableFile extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Obstacle obstacle;

  UnreadableFile(Obstacle obstacle) {
    super(obstacle.reason());
    this.obstacle = obstacle;
  }

  Obstacle obstacle() {
    return obstacle;
  }
}
