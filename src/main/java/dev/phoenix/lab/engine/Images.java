package dev.phoenix.lab.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The images of an engine. */
public final class Images {
  private final Storage storage;
  private final Heart heart;
  private final Registries registries;
  private final Predicate<String> used;

  /** Configuration of each image by the reference it was pulled under. */
  private final Map<String, ObjectNode> byReference = new TreeMap<>();

  Images(Storage storage, Heart heart, Registries registries, Predicate<String> used) {
    this.storage = storage;
    this.heart = heart;
    this.registries = registries;
    this.used = used;
    storage.all().forEach((name, json) -> byReference.put(name, (ObjectNode) json.deepCopy()));
  }

  /**
   * Fetches an image.
   *
   * @return the lines of progress as the engine streams them
   * @throws Refusal if the registry has it not or does not let us
   */
  public List<ObjectNode> pull(String reference, @Nullable Login login) {
    Reference image = Reference.of(reference);
    registries.ask(image, login);
    synchronized (heart) {
      boolean known = byReference.containsKey(image.toString());
      if (!known) {
        ObjectNode made = KnownImages.configuration(image, heart.now());
        byReference.put(image.toString(), made);
        storage.put(image.toString(), made);
      }
      return progress(image, known);
    }
  }

  private static List<ObjectNode> progress(Reference image, boolean known) {
    List<ObjectNode> lines = new ArrayList<>();
    lines.add(Json.object().put("status", "Pulling from " + image.path()).put("id", image.tag()));
    String layer = Digests.of("layer" + image).substring(0, 12);
    if (known) {
      lines.add(Json.object().put("status", "Already exists").put("id", layer));
    } else {
      for (String status : List.of("Pulling fs layer", "Download complete", "Pull complete")) {
        ObjectNode line = Json.object().put("status", status);
        line.putObject("progressDetail");
        lines.add(line.put("id", layer));
      }
    }
    lines.add(Json.object().put("status", "Digest: " + KnownImages.digest(image)));
    String end = known ? "Image is up to date for " : "Downloaded newer image for ";
    lines.add(Json.object().put("status", "Status: " + end + image));
    return lines;
  }

  /** The image of a reference or id, as it was kept; null if it is not there. */
  @Nullable ObjectNode find(String referenceOrId) {
    synchronized (heart) {
      for (ObjectNode image : byReference.values()) {
        String id = image.path("Id").asString("");
        if (id.equals(referenceOrId)
            || (referenceOrId.length() >= 12 && id.startsWith("sha256:" + referenceOrId))) {
          return image;
        }
      }
      return byReference.get(Reference.of(referenceOrId).toString());
    }
  }

  public boolean has(String reference) {
    return find(reference) != null;
  }

  public ObjectNode inspect(String referenceOrId) {
    synchronized (heart) {
      ObjectNode image = find(referenceOrId);
      if (image == null) {
        throw new Refusal(
            404, "no such image: %s: No such image: %s".formatted(referenceOrId, referenceOrId));
      }
      return image.deepCopy();
    }
  }

  public ArrayNode list() {
    synchronized (heart) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      for (ObjectNode image : byReference.values()) {
        ObjectNode json = list.addObject();
        json.put("Containers", -1).put("Created", KnownImages.created(image) / 1000);
        json.put("Id", image.path("Id").asString(""));
        json.set("Labels", Json.orNull(Json.child(image.path("Config"), "Labels")));
        json.put("ParentId", "");
        json.set("RepoDigests", image.path("RepoDigests").deepCopy());
        json.set("RepoTags", image.path("RepoTags").deepCopy());
        json.put("SharedSize", -1).put("Size", image.path("Size").asLong(0));
        json.put("VirtualSize", image.path("Size").asLong(0));
      }
      return list;
    }
  }

  /** The answer to a delete: what was untagged and deleted. */
  public ArrayNode remove(String referenceOrId, boolean force) {
    synchronized (heart) {
      ObjectNode image = find(referenceOrId);
      if (image == null) {
        throw new Refusal(404, "No such image: " + referenceOrId);
      }
      String id = image.path("Id").asString("");
      if (!force && used.test(id)) {
        throw new Refusal(
            409,
            "conflict: unable to remove repository reference \"%s\" (must force) - container is using its referenced image %s"
                .formatted(referenceOrId, id.substring(7, 19)));
      }
      ArrayNode answer = JsonNodeFactory.instance.arrayNode();
      Set<String> gone =
          byReference.entrySet().stream()
              .filter(entry -> entry.getValue().path("Id").asString("").equals(id))
              .map(Map.Entry::getKey)
              .collect(Collectors.toSet());
      for (String reference : gone) {
        byReference.remove(reference);
        storage.remove(reference);
        answer.addObject().put("Untagged", reference);
      }
      answer.addObject().put("Deleted", id);
      return answer;
    }
  }

  /** The configuration an image gives its containers. */
  static JsonNode defaults(ObjectNode image) {
    return image.path("Config");
  }
}
