package dev.phoenix.state;

/** Whether the holder of a lock is still there. */
public enum Liveness {
  ALIVE,
  DEAD,
  /** It runs, or ran, on another machine. */
  UNKNOWN
}
