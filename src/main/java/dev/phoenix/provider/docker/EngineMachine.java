package dev.phoenix.provider.docker;

import dev.phoenix.provider.ssh.Machine;
import dev.phoenix.provider.ssh.Script;
import dev.phoenix.provider.ssh.ScriptResult;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Work;
import java.time.Duration;
import java.util.Optional;

/** Runs the fixed scripts of this package on a machine. */
final class EngineMachine {
  private static final Duration GLANCE = Duration.ofSeconds(3);

  /** Unattended upgrades of a machine that was off for long take this and more. */
  private static final Duration LOCKED = Duration.ofMinutes(20);

  private static final Duration INSTALLING = Duration.ofMinutes(15);

  private final String where;
  private final Machine machine;

  EngineMachine(String where, Machine machine) {
    this.where = where;
    this.machine = machine;
  }

  String where() {
    return where;
  }

  EngineFacts look() throws ResourceFailure {
    Script look = Script.resource("look at its Docker Engine", EngineMachine.class, "observe.sh");
    try {
      return facts(look.asRoot());
    } catch (ResourceFailure refused) {
      return asUser(look, refused).orElseThrow(() -> refused);
    }
  }

  /** Half of an answer is none: what it does not speak of may well be there. */
  private EngineFacts facts(Script look) throws ResourceFailure {
    ScriptResult said = machine.look(look);
    return EngineFacts.of(said)
        .orElseThrow(() ->
            new ResourceFailure(
                Kind.UNREACHABLE,
                "%s: cannot look at its Docker Engine: the machine did not say all that it was asked; look whether a command over SSH prints there what it should"
                    .formatted(where)));
  }

  /** Who may use an engine that is there need not be root to look at it. */
  private Optional<EngineFacts> asUser(Script look, ResourceFailure refused) {
    if (refused.kind() != Kind.PERMANENT || machine.user().equals("root")) {
      return Optional.empty();
    }
    try {
      return Optional.of(facts(look))
          .filter(facts -> facts.installed() || !facts.another().isEmpty());
    } catch (ResourceFailure _) {
      return Optional.empty();
    }
  }

  ScriptResult run(Script script) throws ResourceFailure {
    return machine.run(script);
  }

  ScriptResult must(Script script) throws ResourceFailure {
    return machine.must(script);
  }

  void write(String path, String mode, String content) throws ResourceFailure {
    machine.write(path, mode, content);
  }

  /** The next use logs in anew, with the groups that the user has by then. */
  void reconnect() {
    machine.close();
  }

  static Script script(String what, String file, String... arguments) {
    return Script.resource(what, EngineMachine.class, file, arguments).asRoot();
  }

  /** Runs a script that needs the package system, and waits for whoever holds that. */
  ScriptResult packages(String what, String file, Work work, String... arguments)
      throws ResourceFailure {
    Script script = script(what, file, arguments).patience(INSTALLING);
    long start = work.time().nanos();
    while (true) {
      work.progress(what);
      ScriptResult result = run(script);
      String holder = lockHolder(result);
      if (result.succeeded()) {
        return result;
      }
      if (holder.isEmpty()) {
        throw new ResourceFailure(
            Kind.PERMANENT, "%s: cannot %s: %s".formatted(where, what, essence(result)));
      }
      if (work.time().nanos() - start > LOCKED.toNanos()) {
        throw new ResourceFailure(
            Kind.RETRYABLE,
            "%s: cannot %s: the package system is still locked after %d minutes: %s"
                .formatted(where, what, LOCKED.toMinutes(), holder));
      }
      work.progress("waiting for the package system: " + holder);
      pause(work);
    }
  }

  /** The line in which apt or dpkg says who holds its lock; empty if that is not the trouble. */
  private static String lockHolder(ScriptResult result) {
    return result
        .errors()
        .lines()
        .filter(line ->
            line.contains("Could not get lock")
                || line.contains("is another process using it")
                || line.contains("lock was locked by another process"))
        .findFirst()
        .map(line -> line.replaceFirst("^(E|dpkg: error|W): *", "").strip())
        .orElse("");
  }

  /** What apt complains of: its lines with E:, else the whole complaint. */
  private static String essence(ScriptResult result) {
    String errors =
        String.join("; ", result.errors().lines().filter(line -> line.startsWith("E:")).toList());
    return errors.isEmpty() ? result.complaint() : errors;
  }

  /** Waits a moment, or ends the waiting when the user has interrupted the run. */
  static void pause(Work work) throws ResourceFailure {
    work.pause(GLANCE);
  }
}
