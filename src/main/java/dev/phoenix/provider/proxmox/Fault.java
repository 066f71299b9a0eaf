package dev.phoenix.provider.proxmox;

import dev.phoenix.resource.ResourceFailure.Kind;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a refusal of Proxmox VE means. It answers nearly every trouble with 500 or as the last line
 * of a failed task, so only the text tells; the texts are those of qemu-server, pve-container,
 * pve-guest-common and pve-storage.
 */
enum Fault {
  /** The guest has no configuration file. */
  NOT_FOUND(Kind.PERMANENT),
  /** The number is taken. */
  ID_TAKEN(Kind.PERMANENT),
  /** A lock, or no quorum just now. */
  BUSY(Kind.RETRYABLE),
  /** Somebody wrote the configuration since it was read. */
  CHANGED(Kind.STALE),
  /** It must be stopped first. */
  RUNNING(Kind.PERMANENT),
  PROTECTED(Kind.PERMANENT),
  HIGH_AVAILABILITY(Kind.PERMANENT),
  /** It is as it was to become. */
  ALREADY(Kind.PERMANENT),
  NO_AGENT(Kind.RETRYABLE),
  LINKED_CLONES(Kind.PERMANENT),
  /** Nobody knows this user, ticket or token. */
  UNKNOWN_USER(Kind.PERMANENT),
  NO_RIGHT(Kind.PERMANENT),
  INVALID(Kind.PERMANENT),
  /** The call is not of this version. */
  NO_SUCH_CALL(Kind.PERMANENT),
  /** Another node of the cluster was not reached, so nothing was done. */
  NODE_DOWN(Kind.RETRYABLE),
  /** It may have happened all the same. */
  UNCERTAIN(Kind.AMBIGUOUS),
  OTHER(Kind.PERMANENT);

  private record Text(Pattern pattern, Fault fault) {}

  private static final List<Text> TEXTS =
      List.of(
          text("Configuration file '.*' does not exist|no such (VM|CT)\\b", NOT_FOUND),
          text("(VM|CT) \\d+ already exists|config file already exists", ID_TAKEN),
          text(
              "is locked \\(|^(VM|CT) is locked|can't lock file|got timeout|got lock request timeout|-locked command timed out|got no worker upid|no quorum|dataset is busy|[Dd]evice or resource busy",
              BUSY),
          text(
              "checksum mismatch \\(file change by other user|detected modified configuration",
              CHANGED),
          text("is running - destroy failed|container is running", RUNNING),
          text("protection mode enabled", PROTECTED),
          text("used in HA resources", HIGH_AVAILABILITY),
          text("still in use by linked clone", LINKED_CLONES),
          text("guest agent", NO_AGENT),
          text("already running|not running|already at specified size", ALREADY));

  private final Kind kind;

  Fault(Kind kind) {
    this.kind = kind;
  }

  private static Text text(String pattern, Fault fault) {
    return new Text(Pattern.compile(pattern), fault);
  }

  Kind kind() {
    return kind;
  }

  static Fault of(int status, String message) {
    return switch (status) {
      case 400 -> {
        Fault fault = of(message);
        yield fault == OTHER ? INVALID : fault;
      }
      case 401 -> UNKNOWN_USER;
      case 403 -> NO_RIGHT;
      case 501 -> NO_SUCH_CALL;
      case 595 -> NODE_DOWN;
      case 502, 504, 596, 597, 598, 599 -> UNCERTAIN;
      case 429, 503 -> BUSY;
      default -> of(message);
    };
  }

  /** Of the text alone, as a failed task ends with it. */
  static Fault of(String message) {
    for (Text text : TEXTS) {
      if (text.pattern.matcher(message).find()) {
        return text.fault;
      }
    }
    return OTHER;
  }
}
