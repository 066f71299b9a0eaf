package dev.phoenix.lab;

import dev.phoenix.lab.engine.Storage;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * One machine's part of the world, with what was kept of it at hand, so that opening a world of
 * many machines looks through it once.
 */
record MachineStorage(Storage world, String beginning, Map<String, JsonNode> kept)
    implements Storage {
  @Override
  public void put(String key, JsonNode value) {
    kept.put(key, value.deepCopy());
    world.put(beginning + key, value);
  }

  @Override
  public void remove(String key) {
    kept.remove(key);
    world.remove(beginning + key);
  }

  @Override
  public Map<String, JsonNode> all() {
    return Map.copyOf(kept);
  }
}
