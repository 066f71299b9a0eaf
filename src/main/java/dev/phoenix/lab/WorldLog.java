package dev.phoenix.lab;

import dev.phoenix.file.OwnFile;
import dev.phoenix.json.JsonText;
import dev.phoenix.lab.engine.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The world on disk: one sealed line for each change, appended before the change is answered, so
 * that a killed process loses nothing and a change costs the same in a world of any size.
 */
final class WorldLog implements Storage, AutoCloseable {

  /** A log with this many more lines than objects is written anew. */
  private static final int SLACK = 2000;

  private final FileChannel channel;
  private final Seal seal;
  private final NavigableMap<String, JsonNode> objects = new TreeMap<>();

  WorldLog(Path folder) throws IOException {
    Files.createDirectories(folder);
    seal = Seal.of(folder.resolve("world.key"));
    Path file = folder.resolve("world.log");
    int lines = Files.exists(file) ? readWhole(folder, file) : 0;
    if (lines > objects.size() * 2 + SLACK) {
      rewrite(file);
    }
    channel =
        OwnFile.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  /** What cannot be understood is the world of another key, or damaged: both end here. */
  private int readWhole(Path folder, Path file) throws IOException {
    try {
      return read(file);
    } catch (CharacterCodingException | RuntimeException damaged) {
      throw new LabRefusal(
          "What it remembers is damaged, or was sealed with another key than that beside it. Delete"
              + " "
              + folder
              + " to begin anew: only the simulated world and the state of it are lost.",
          damaged);
    }
  }

  private int read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.US_ASCII);
    int lines = 0;
    int at = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
      take(text.substring(at, end));
      at = end + 1;
      lines++;
    }
    if (at < text.length()) {
      // The process was killed while it wrote the last line: that change was never answered.
      try (FileChannel whole = FileChannel.open(file, StandardOpenOption.WRITE)) {
        whole.truncate(at);
      }
    }
    return lines;
  }

  private void take(String line) {
    JsonNode change = JsonText.read(seal.open(line));
    String key = change.path("key").asString("");
    if (change.has("value")) {
      objects.put(key, change.path("value"));
    } else {
      objects.remove(key);
    }
  }

  private void rewrite(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    objects.forEach((key, value) -> text.append(line(key, value)));
    Path fresh = file.resolveSibling("world.log.new");
    OwnFile.write(fresh, text.toString().getBytes(StandardCharsets.US_ASCII));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private String line(String key, JsonNode value) {
    ObjectNode change = JsonNodeFactory.instance.objectNode().put("key", key);
    change.set("value", value);
    return seal.close(JsonText.write(change)) + "\n";
  }

  @Override
  public synchronized void put(String key, JsonNode value) {
    objects.put(key, value.deepCopy());
    append(line(key, value));
  }

  @Override
  public synchronized void remove(String key) {
    if (objects.remove(key) != null) {
      append(
          seal.close(JsonText.write(JsonNodeFactory.instance.objectNode().put("key", key))) + "\n");
    }
  }

  @Override
  public synchronized Map<String, JsonNode> all() {
    return new TreeMap<>(objects);
  }

  /** What was put under keys that begin so, by what follows that beginning. */
  synchronized Map<String, JsonNode> beginning(String text) {
    Map<String, JsonNode> found = new TreeMap<>();
    objects
        .subMap(text, text + Character.MAX_VALUE)
        .forEach((key, value) -> found.put(key.substring(text.length()), value));
    return found;
  }

  private void append(String line) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException("cannot write the lab's world", broken);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
  }
}
