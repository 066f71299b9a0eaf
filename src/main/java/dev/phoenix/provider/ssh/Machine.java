package dev.phoenix.provider.ssh;

import dev.phoenix.provider.connection.Repetition;
import dev.phoenix.provider.connection.Route;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import java.nio.charset.StandardCharsets;

/** A machine on which scripts run and whose sockets are reached. Safe for threads. */
public interface Machine extends AutoCloseable {
  /** For messages. */
  String name();

  /** As whom scripts run that do not need root. */
  String user();

  /** Runs a script, whatever it exits with. */
  ScriptResult run(Script script) throws ResourceFailure;

  /** The way to a unix socket of the machine. */
  Route unix(String path);

  /**
   * Whether there is a way to it, as far as that can be told without it: it may not be made yet.
   *
   * @throws ResourceFailure if there is none
   */
  default void checkWay() throws ResourceFailure {}

  /** How what only looks is repeated. */
  Repetition repetition();

  /** Runs a script that must succeed. */
  default ScriptResult must(Script script) throws ResourceFailure {
    ScriptResult result = run(script);
    if (!result.succeeded()) {
      throw new ResourceFailure(
          Kind.PERMANENT, name() + ": cannot " + script.what() + ": " + result.complaint());
    }
    return result;
  }

  /** Runs a script that only looks, and again where the connection broke on the way. */
  default ScriptResult look(Script script) throws ResourceFailure {
    Repetition.Round round = repetition().begin();
    while (true) {
      try {
        return must(script);
      } catch (ResourceFailure failure) {
        if (failure.kind() != Kind.AMBIGUOUS || !round.again()) {
          throw failure;
        }
      }
    }
  }

  /** Replaces a file in one stroke: a reader sees the old content or the new. */
  default void write(String path, String mode, String content) throws ResourceFailure {
    String bytes = Integer.toString(content.getBytes(StandardCharsets.UTF_8).length);
    must(
        Script.resource("write " + path, Machine.class, "write-file.sh", path, mode, bytes)
            .input(content)
            .asRoot());
  }

  /** Ends what is open; the next use opens it anew, with the groups that the user has by then. */
  @Override
  void close();
}
