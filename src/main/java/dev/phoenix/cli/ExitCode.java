package dev.phoenix.cli;

/** What a command tells the shell. */
public enum ExitCode {
  OK(0),
  ERROR(1),
  /** Something is to be changed; only with {@code --detailed-exitcode}. */
  CHANGES_PENDING(2),
  /** The world is no longer as it was applied last. */
  DRIFT(3),
  /** Some steps of an apply succeeded, others did not. */
  PARTIAL(4),
  /** Another run holds the state. */
  LOCKED(5),
  /** The world is no longer as the plan saw it. */
  STALE(6),
  /** The plan would do what is protected or denied; nothing was changed. */
  DENIED(7),
  INTERRUPTED(8);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
