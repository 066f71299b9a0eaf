package dev.phoenix.lab.engine;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import tools.jackson.databind.JsonNode;

/**
 * Where the world keeps its objects between processes, by key. What was put is kept when {@code
 * put} returns. Safe for threads.
 */
public interface Storage {
  void put(String key, JsonNode value);

  void remove(String key);

  /** Everything that was put and not removed. */
  Map<String, JsonNode> all();

  /** The part whose keys begin so; its own keys are without the beginning. */
  default Storage within(String beginning) {
    Storage whole = this;
    return new Storage() {
      @Override
      public void put(String key, JsonNode value) {
        whole.put(beginning + key, value);
      }

      @Override
      public void remove(String key) {
        whole.remove(beginning + key);
      }

      @Override
      public Map<String, JsonNode> all() {
        Map<String, JsonNode> found = new TreeMap<>();
        whole
            .all()
            .forEach((key, value) -> {
              if (key.startsWith(beginning)) {
                found.put(key.substring(beginning.length()), value);
              }
            });
        return found;
      }
    };
  }

  /** Forgotten with the process. */
  static Storage memory() {
    Map<String, JsonNode> kept = new ConcurrentSkipListMap<>();
    return new Storage() {
      @Override
      public void put(String key, JsonNode value) {
        kept.put(key, value.deepCopy());
      }

      @Override
      public void remove(String key) {
        kept.remove(key);
      }

      @Override
      public Map<String, JsonNode> all() {
        return kept;
      }
    };
  }
}
