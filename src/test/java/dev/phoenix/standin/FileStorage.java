package dev.phoenix.standin;

import dev.phoenix.lab.engine.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One JSON file in a data volume. */
final class FileStorage implements Storage {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Path file;
  private final Map<String, JsonNode> kept = new TreeMap<>();

  FileStorage(Path file) throws IOException {
    this.file = file;
    if (Files.exists(file)) {
      MAPPER
          .readTree(Files.readString(file))
          .properties()
          .forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
    }
  }

  @Override
  public synchronized void put(String key, JsonNode value) {
    kept.put(key, value.deepCopy());
    write();
  }

  @Override
  public synchronized void remove(String key) {
    kept.remove(key);
    write();
  }

  @Override
  public synchronized Map<String, JsonNode> all() {
    return Map.copyOf(kept);
  }

  private void write() {
    ObjectNode json = MAPPER.createObjectNode();
    kept.forEach(json::set);
    try {
      Path next = Files.writeString(Path.of(file + ".new"), MAPPER.writeValueAsString(json));
      Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
