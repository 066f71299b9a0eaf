package dev.phoenix.plan;

import org.jspecify.annotations.Nullable;

/** Why something differs. */
public enum Cause {
  /** The files changed. */
  CONFIG,
  /** The world changed. */
  DRIFT,
  /** The files and the world changed, and not to the same. */
  BOTH,
  /** Something it depends on or lives in changes. */
  UPSTREAM,
  /** The user asked for it. */
  REQUESTED;

  /** Whether the world has a part in it. */
  static boolean isDrift(@Nullable Cause cause) {
    return cause == DRIFT || cause == BOTH;
  }
}
