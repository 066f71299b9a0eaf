package dev.phoenix.state;

/** Whether a run that changes the state may begin. */
public sealed interface RunStart {
  record Ready(StateRun run) implements RunStart {}

  /** Another run is under way; the diagnostics name it. */
  record Locked(Hold hold) implements RunStart {}

  /** The state cannot be used; the diagnostics say why. */
  record Refused() implements RunStart {}
}
