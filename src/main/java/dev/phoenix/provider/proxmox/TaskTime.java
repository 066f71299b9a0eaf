package dev.phoenix.provider.proxmox;

import java.time.Duration;

/** How long tasks may take before somebody should look. */
final class TaskTime {
  /** Images of many gigabytes over a slow line or onto slow disks. */
  static final Duration COPYING = Duration.ofHours(1);

  /** A container is down while its volumes move: to give up half way would only leave it so. */
  static final Duration MOVING = Duration.ofDays(7);

  /** A start takes as long as it takes to get hold of the memory; a resize is quick. */
  static final Duration USUAL = Duration.ofMinutes(10);

  /** After which a guest that does not shut down by itself is stopped. */
  static final Duration SHUTDOWN = Duration.ofSeconds(60);

  /** The first boot of a cloud image with updates. */
  static final Duration READY = Duration.ofMinutes(15);

  /** From when SSH of a new machine answers until its guest agent does, if it has one. */
  static final Duration INTRODUCTION = Duration.ofSeconds(60);

  private TaskTime() {}
}
