package dev.phoenix.provider.docker;

import dev.phoenix.json.JsonText;
import dev.phoenix.provider.ssh.ScriptResult;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import dev.phoenix.resource.Work;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The engine's daemon.json, managed as one document. */
final class DaemonSettings {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Duration RESTARTING = Duration.ofMinutes(5);

  private DaemonSettings() {}

  /** The document, an empty one if there is no file; nothing if the file is no JSON object. */
  static Optional<ObjectNode> read(String content) {
    if (content.isBlank()) {
      return Optional.of(JsonNodeFactory.instance.objectNode());
    }
    try {
      return JsonText.read(content) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /** Whether the file says the same, whatever its order and spaces. */
  static boolean same(String content, ObjectNode wanted) {
    return read(content).map(Attributes::of).equals(Optional.of(Attributes.of(wanted)));
  }

  /**
   * Replaces the file and restarts the engine; with a file it does not start with, the old is put
   * back.
   */
  static void write(EngineMachine machine, ObjectNode wanted, Work work) throws ResourceFailure {
    work.progress("writing daemon.json and restarting the engine");
    String text =
        MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(Attributes.of(wanted).toJson());
    ScriptResult result =
        machine.run(
            EngineMachine.script("write daemon.json", "daemon.sh")
                .input(text + "\n")
                .patience(RESTARTING));
    String advice =
        switch (result.exit()) {
          case 0 -> "";
          case 3 -> "the engine finds it invalid, nothing was changed";
          case 4 ->
              "the engine does not start with it; the old file is back and the engine runs with"
                  + " that";
          case 5 ->
              "the engine does not start with it, and not with the old file either, which is back:"
                  + " look at it with journalctl -u docker";
          default -> "the script ended with " + result.exit();
        };
    if (!advice.isEmpty()) {
      throw new ResourceFailure(
          Kind.PERMANENT,
          "%s: cannot change daemon.json: %s (%s)"
              .formatted(machine.where(), advice, result.complaint()));
    }
  }
}
