package dev.phoenix.cli;

import static dev.phoenix.cli.Option.ADOPT;
import static dev.phoenix.cli.Option.ALLOW_DATA_LOSS;
import static dev.phoenix.cli.Option.AUTO_APPROVE;
import static dev.phoenix.cli.Option.COMMIT;
import static dev.phoenix.cli.Option.DENY;
import static dev.phoenix.cli.Option.DETAILED_EXITCODE;
import static dev.phoenix.cli.Option.DISCOVER;
import static dev.phoenix.cli.Option.DRAIN;
import static dev.phoenix.cli.Option.EXCLUDE;
import static dev.phoenix.cli.Option.EXPECT;
import static dev.phoenix.cli.Option.FAIL_FAST;
import static dev.phoenix.cli.Option.FORMAT;
import static dev.phoenix.cli.Option.GONE;
import static dev.phoenix.cli.Option.HOST;
import static dev.phoenix.cli.Option.JSON;
import static dev.phoenix.cli.Option.LAB;
import static dev.phoenix.cli.Option.LAB_FAULTS;
import static dev.phoenix.cli.Option.LAB_LATENCY;
import static dev.phoenix.cli.Option.LAB_PROXMOX;
import static dev.phoenix.cli.Option.LAB_TASK_TIME;
import static dev.phoenix.cli.Option.LAB_VERSION;
import static dev.phoenix.cli.Option.LOCK_TIMEOUT;
import static dev.phoenix.cli.Option.MAX_FAILURES;
import static dev.phoenix.cli.Option.OUT;
import static dev.phoenix.cli.Option.PARALLELISM;
import static dev.phoenix.cli.Option.PUSH;
import static dev.phoenix.cli.Option.REPLACE;
import static dev.phoenix.cli.Option.STATE;
import static dev.phoenix.cli.Option.TARGET;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The commands, in the order in which a newcomer needs them. */
enum Command {
  VALIDATE("validate", "", "read the files and say what is wrong with them"),
  PLAN("plan", "", "show what an apply would do"),
  DRIFT("drift", "", "show what has changed in the world since the last apply"),
  APPLY("apply", "[PLAN]", "make the world as the files want it, or carry out a saved plan"),
  DESTROY("destroy", "", "delete everything the state remembers"),
  SHOW("show", "[ADDRESS|PLAN]", "show what the state remembers, or a saved plan"),
  STATE_LIST("state list", "", "list the addresses in the state"),
  STATE_SHOW("state show", "ADDRESS", "show one resource as the state remembers it"),
  STATE_MOVE("state move", "OLD NEW", "remember a resource under another address"),
  STATE_FORGET(
      "state forget", "ADDRESS", "forget a resource and what depends on it; nothing is deleted"),
  STATE_HISTORY("state history", "", "list the states that were written last"),
  STATE_RESTORE("state restore", "SERIAL", "put an earlier state back, as a new serial"),
  LOCK_STATUS("lock status", "", "say who has the state locked, and whether that run is alive"),
  LOCK_BREAK("lock break", "", "take the lock from a run that is gone"),
  IMPORT("import", "ADDRESS [ID]", "record an object that is there and named in the files"),
  RECOVER("recover", "", "rebuild the state from what is there and bears our mark"),
  GRAPH("graph", "", "print what depends on what"),
  LAB_RUN("lab", "", "run the simulated world in the foreground and say where it listens"),
  VERSION("version", "", "print the version"),
  HELP("help", "[COMMAND]", "explain phoenix or one command");

  private static final List<Option> ITS_LAB =
      List.of(LAB_VERSION, LAB_PROXMOX, LAB_TASK_TIME, LAB_LATENCY, LAB_FAULTS);

  private final String spelling;
  private final String arguments;
  private final String summary;

  Command(String spelling, String arguments, String summary) {
    this.spelling = spelling;
    this.arguments = arguments;
    this.summary = summary;
  }

  String spelling() {
    return spelling;
  }

  /** What stands for its arguments in the help: in brackets if it may be left out. */
  String arguments() {
    return arguments;
  }

  String summary() {
    return summary;
  }

  /** Its own options and those that every command takes. */
  List<Option> options() {
    List<Option> all = new ArrayList<>(own());
    all.addAll(Option.EVERYWHERE);
    return all;
  }

  private List<Option> own() {
    return switch (this) {
      case VALIDATE -> List.of(JSON, LAB);
      case PLAN ->
          onLab(
              TARGET,
              HOST,
              EXCLUDE,
              REPLACE,
              GONE,
              ADOPT,
              DENY,
              ALLOW_DATA_LOSS,
              Option.DESTROY,
              OUT,
              DETAILED_EXITCODE,
              FORMAT,
              JSON,
              STATE);
      case DRIFT -> onLab(TARGET, HOST, EXCLUDE, FORMAT, JSON, STATE);
      case APPLY ->
          onLab(
              TARGET,
              HOST,
              EXCLUDE,
              REPLACE,
              GONE,
              ADOPT,
              DENY,
              ALLOW_DATA_LOSS,
              EXPECT,
              AUTO_APPROVE,
              COMMIT,
              PUSH,
              PARALLELISM,
              FAIL_FAST,
              MAX_FAILURES,
              DRAIN,
              LOCK_TIMEOUT,
              JSON,
              STATE);
      case DESTROY ->
          onLab(
              TARGET,
              HOST,
              EXCLUDE,
              GONE,
              DENY,
              AUTO_APPROVE,
              COMMIT,
              PUSH,
              PARALLELISM,
              FAIL_FAST,
              MAX_FAILURES,
              DRAIN,
              LOCK_TIMEOUT,
              JSON,
              STATE);
      case SHOW -> List.of(FORMAT, JSON, STATE, LAB);
      case STATE_LIST, STATE_SHOW, STATE_HISTORY, LOCK_STATUS -> List.of(JSON, STATE, LAB);
      case STATE_FORGET, STATE_RESTORE -> List.of(AUTO_APPROVE, LOCK_TIMEOUT, JSON, STATE, LAB);
      case LOCK_BREAK -> List.of(AUTO_APPROVE, STATE, LAB);
      case STATE_MOVE -> List.of(LOCK_TIMEOUT, STATE, LAB);
      case IMPORT -> onLab(DISCOVER, AUTO_APPROVE, LOCK_TIMEOUT, STATE);
      case RECOVER -> onLab(AUTO_APPROVE, LOCK_TIMEOUT, STATE);
      case GRAPH -> List.of(FORMAT, LAB);
      case LAB_RUN -> ITS_LAB;
      case VERSION -> List.of(JSON);
      case HELP -> List.of();
    };
  }

  /** What {@code --format} may be; empty where there is no such option. */
  List<String> formats() {
    return switch (this) {
      case GRAPH -> List.of("dot", "mermaid", "json");
      case PLAN, DRIFT, SHOW -> List.of("text", "markdown");
      default -> List.of();
    };
  }

  /** These, and how the lab is to be where it takes the place of the world. */
  private static List<Option> onLab(Option... own) {
    List<Option> all = new ArrayList<>(List.of(own));
    all.add(LAB);
    all.addAll(ITS_LAB);
    return all;
  }

  /** How many arguments it takes at least. */
  int least() {
    return (int) words().filter(word -> !word.startsWith("[")).count();
  }

  /** How many arguments it takes at most. */
  int most() {
    // The name of a command may be two words.
    return this == HELP ? 2 : (int) words().count();
  }

  private Stream<String> words() {
    return arguments.isEmpty() ? Stream.empty() : Stream.of(arguments.split(" ", -1));
  }

  boolean takesArgument() {
    return !arguments.isEmpty();
  }
}
