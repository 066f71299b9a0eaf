package dev.phoenix.cli;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Everything that may follow a command beside its arguments. */
enum Option {
  DIRECTORY("-C", "DIR", "the workspace; the current folder if not given"),
  TARGET(
      "--target", "ADDRESS", "only this and what it depends on; repeatable, and stack/* are all"),
  HOST("--host", "NAME", "only this host, what is on it, and what that depends on; repeatable"),
  EXCLUDE("--exclude", "ADDRESS", "leave this out, and what depends on it; repeatable"),
  REPLACE("--replace", "ADDRESS", "make this anew although nothing about it differs; repeatable"),
  GONE(
      "--gone",
      "ADDRESS",
      "this machine is gone for good, with all that was in it; repeatable, as docker/*"),
  ADOPT("--adopt", "ADDRESS", "take over this object although somebody else made it; repeatable"),
  DENY("--deny", "KINDS", "refuse a plan with any of destroy, replace, reboot, recreate"),
  ALLOW_DATA_LOSS(
      "--allow-data-loss", "ADDRESS", "this may go or be made anew with its data; repeatable"),
  DESTROY("--destroy", null, "plan to delete everything the state remembers"),
  OUT("--out", "FILE", "save the plan, for phoenix apply FILE to carry out just that"),
  EXPECT("--expect", "HASH", "go on only if the plan means the same as the one of this hash"),
  PARALLELISM("--parallelism", "N", "how many steps may run at once; 10 if not given"),
  FAIL_FAST("--fail-fast", null, "begin nothing more once a step has failed"),
  MAX_FAILURES("--max-failures", "N", "begin nothing more once so many steps have failed"),
  DRAIN(
      "--drain",
      "DURATION",
      "how long what runs may go on after Ctrl-C, such as 30s or 5m; 120s if not given"),
  DISCOVER("--discover", null, "look at all that is there, write the files for it and record it"),
  AUTO_APPROVE("--auto-approve", null, "do not ask before changing anything"),
  LOCK_TIMEOUT(
      "--lock-timeout", "DURATION", "how long to wait for another run to end, such as 30s or 10m"),
  COMMIT("--commit", null, "commit the state file with git when the run has ended"),
  PUSH("--push", null, "push that commit; a state pushed meanwhile is merged with it"),
  DETAILED_EXITCODE("--detailed-exitcode", null, "exit with 2 if there is something to change"),
  STATE("--state", "FILE", "the state file; state/<workspace>.state.json if not given"),
  FORMAT("--format", "FORMAT", "of a graph dot, mermaid or json; of a plan text or markdown"),
  JSON("--json", null, "print the result as JSON"),
  NO_COLOR("--no-color", null, "print without colours; so does NO_COLOR in the environment"),
  LAB("--lab", null, "work on a simulated world instead of the real one"),
  LAB_VERSION("--lab-version", "VERSION", "the version of the lab's Portainer, such as 2.33.6"),
  LAB_PROXMOX(
      "--lab-proxmox",
      "RELEASE",
      "the release of the lab's Proxmox VE: 7.4, 8.0 to 8.4, 9.0 or 9.1"),
  LAB_TASK_TIME(
      "--lab-task-time", "MILLISECONDS", "how long the lab's Proxmox VE takes to copy a disk"),
  LAB_LATENCY("--lab-latency", "MILLISECONDS", "how long the lab takes for each answer"),
  LAB_FAULTS("--lab-faults", "SEED:PERCENT", "how often the lab fails on purpose, such as 7:5"),
  HELP("--help", null, "explain the command");

  /** Options that every command takes. */
  static final List<Option> EVERYWHERE = List.of(DIRECTORY, NO_COLOR, HELP);

  private final String spelling;
  private final @Nullable String value;
  private final String help;

  Option(String spelling, @Nullable String value, String help) {
    this.spelling = spelling;
    this.value = value;
    this.help = help;
  }

  String spelling() {
    return spelling;
  }

  /** What stands for the value in the help; null if it takes none. */
  @Nullable String value() {
    return value;
  }

  String help() {
    return help;
  }

  boolean isRepeatable() {
    return switch (this) {
      case TARGET, HOST, EXCLUDE, REPLACE, GONE, ADOPT, DENY, ALLOW_DATA_LOSS -> true;
      default -> false;
    };
  }

  /** As in the help: with what stands for its value. */
  String usage() {
    return value == null ? spelling : spelling + " " + value;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
