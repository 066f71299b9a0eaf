package dev.phoenix.lab.engine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The volumes of an engine. What an appliance keeps in one stays as long as the volume. */
public final class Volumes {
  private static final String ROOT = "/var/lib/docker/volumes/";

  private final Storage storage;
  private final Storage contents;
  private final Heart heart;
  private final Function<String, List<String>> users;
  private final Map<String, ObjectNode> byName = new TreeMap<>();

  /**
   * Volumes of an engine.
   *
   * @param users the ids of the containers that mount a volume, by its name
   */
  Volumes(Storage storage, Storage contents, Heart heart, Function<String, List<String>> users) {
    this.storage = storage;
    this.contents = contents;
    this.heart = heart;
    this.users = users;
    storage.all().forEach((name, json) -> byName.put(name, (ObjectNode) json.deepCopy()));
  }

  static String mountpoint(String name) {
    return ROOT + name + "/_data";
  }

  /** As {@code GET /volumes} answers; those whose labels fit. */
  public ObjectNode list(Filters filters) {
    synchronized (heart) {
      ObjectNode json = Json.object();
      ArrayNode list = json.putArray("Volumes");
      for (ObjectNode volume : byName.values()) {
        if (filters.names(volume.path("Name").asString(""))
            && filters.labels(Json.texts(volume.path("Labels")))) {
          list.add(volume.deepCopy());
        }
      }
      json.putNull("Warnings");
      return json;
    }
  }

  public ObjectNode inspect(String name) {
    synchronized (heart) {
      return found(name).deepCopy();
    }
  }

  public boolean has(String name) {
    synchronized (heart) {
      return byName.containsKey(name);
    }
  }

  /**
   * Makes a volume; one of that name that is there already is answered as it is, whatever was
   * asked.
   */
  public ObjectNode create(JsonNode body) {
    synchronized (heart) {
      String asked = body.path("Name").asString("");
      String name = asked.isEmpty() ? heart.newId() : asked;
      if (!name.matches("[a-zA-Z0-9][a-zA-Z0-9_.-]*")) {
        throw new Refusal(
            400,
            "create %s: \"%s\" includes invalid characters for a local volume name, only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. If you intended to pass a host directory, use absolute path"
                .formatted(name, name));
      }
      ObjectNode existing = byName.get(name);
      if (existing != null) {
        return existing.deepCopy();
      }
      ObjectNode volume = Json.object();
      volume.put(
          "CreatedAt",
          Instant.ofEpochMilli(heart.now()).truncatedTo(ChronoUnit.SECONDS).toString());
      volume.put("Driver", body.path("Driver").asString("local"));
      volume.set("Labels", Json.orNull(Json.child(body, "Labels")));
      volume.put("Mountpoint", mountpoint(name)).put("Name", name);
      volume.set("Options", Json.orNull(Json.child(body, "DriverOpts")));
      volume.put("Scope", "local");
      byName.put(name, volume);
      storage.put(name, volume);
      return volume.deepCopy();
    }
  }

  public void remove(String name) {
    synchronized (heart) {
      found(name);
      List<String> using = users.apply(name);
      if (!using.isEmpty()) {
        throw new Refusal(
            409, "remove %s: volume is in use - [%s]".formatted(name, String.join(", ", using)));
      }
      byName.remove(name);
      storage.remove(name);
      Storage content = content(name);
      new ArrayList<>(content.all().keySet()).forEach(content::remove);
    }
  }

  /** What an appliance keeps in a volume. */
  public Storage content(String name) {
    return contents.within(name + "/");
  }

  private ObjectNode found(String name) {
    ObjectNode volume = byName.get(name);
    if (volume == null) {
      throw new Refusal(404, "get %s: no such volume".formatted(name));
    }
    return volume;
  }
}
