package dev.phoenix.lab;

import dev.phoenix.file.OwnFile;
import dev.phoenix.json.JsonText;
import dev.phoenix.resource.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a world that runs in the foreground says of itself in {@code lab.json}, so that other
 * processes find it.
 *
 * @param process that has it open
 * @param port of its doorkeeper on loopback
 * @param password that the doorkeeper and every SSH server of the world want
 */
record Doorplate(long process, int port, Secret password) {
  private static final String NAME = "lab.json";

  /** Only its owner may read it. */
  void put(Path folder) throws IOException {
    String text =
        JsonNodeFactory.instance
            .objectNode()
            .put("pid", process)
            .put("port", port)
            .put("password", password.reveal())
            .toPrettyString();
    Path fresh = folder.resolve(NAME + ".new");
    Files.deleteIfExists(fresh);
    OwnFile.write(fresh, (text + "\n").getBytes(StandardCharsets.UTF_8));
    Files.move(
        fresh,
        folder.resolve(NAME),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  static void remove(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(NAME));
  }

  /** The one in this folder, unless its process has ended. */
  static Optional<Doorplate> read(Path folder) throws IOException {
    try {
      JsonNode json = JsonText.read(Files.readString(folder.resolve(NAME)));
      long process = json.path("pid").asLong(0);
      Doorplate found =
          new Doorplate(
              process, json.path("port").asInt(0), new Secret(json.path("password").asString("")));
      return ProcessHandle.of(process).isPresent() ? Optional.of(found) : Optional.empty();
    } catch (NoSuchFileException | JacksonException absent) {
      return Optional.empty();
    }
  }
}
