package dev.phoenix.provider.portainer;

import dev.phoenix.resource.Identity;
import dev.phoenix.resource.ResourceFailure;
import dev.phoenix.resource.ResourceFailure.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Finds objects in the lists of a server: by the recorded id, else by exact name. */
final class NamedObjects {
  /** In the place of the instance: by somebody who says which of several is meant. */
  private static final String CHOSEN = "";

  private final Server server;
  private final String kind;
  private final String id;

  /**
   * Objects of one kind.
   *
   * @param kind for messages
   * @param id the field of their number: tags alone spell it {@code ID}
   */
  NamedObjects(Server server, String kind, String id) {
    this.server = server;
    this.kind = kind;
    this.id = id;
  }

  /** The recorded object if this is still the same server, else the one of the name. */
  Optional<JsonNode> find(List<JsonNode> list, Identity identity, String name)
      throws ResourceFailure {
    return find(list, identity, name, node -> node.path("Name").asString("").equals(name));
  }

  Optional<JsonNode> find(
      List<JsonNode> list, Identity identity, String name, Predicate<JsonNode> matches)
      throws ResourceFailure {
    if (identity.isKnown()
        && List.of(server.instance(), CHOSEN).contains(identity.part("instance"))) {
      Optional<JsonNode> known =
          list.stream()
              .filter(node -> Integer.toString(id(node)).equals(identity.part("id")))
              .findFirst();
      if (known.isPresent()) {
        return known;
      }
    }
    List<JsonNode> found = list.stream().filter(matches).toList();
    if (found.size() > 1) {
      throw new ResourceFailure(
          Kind.UNCLEAR,
          "%s: there are %d %ss named %s (ids %s). Delete or rename all but one in Portainer."
              .formatted(
                  server.api().where(),
                  found.size(),
                  kind,
                  name,
                  String.join(", ", found.stream().map(n -> "" + id(n)).toList())));
    }
    return found.stream().findFirst();
  }

  /** The one of this number, on whatever server the files name. */
  static Identity chosen(String id) {
    return id.matches("\\d{1,9}")
        ? Identity.of(Map.of("instance", CHOSEN, "id", id))
        : Identity.UNKNOWN;
  }

  int id(JsonNode node) {
    return node.path(id).asInt(0);
  }

  Identity identity(JsonNode node) throws ResourceFailure {
    return identity(id(node));
  }

  Identity identity(int number) throws ResourceFailure {
    return Identity.of(Map.of("instance", server.instance(), "id", Integer.toString(number)));
  }

  /** The names behind tag ids; an id without a tag is shown as such. */
  static SortedSet<String> tagNames(Server server, JsonNode ids) throws ResourceFailure {
    SortedSet<String> names = new TreeSet<>();
    for (JsonNode wanted : ids) {
      names.add(
          server.tags().stream()
              .filter(tag -> tag.path("ID").asInt(0) == wanted.asInt(0))
              .map(tag -> tag.path("Name").asString(""))
              .findFirst()
              .orElse("(tag " + wanted.asInt(0) + ")"));
    }
    return names;
  }

  /** The ids of tags that must exist: the server keeps a broken record where one does not. */
  static ArrayNode tagIds(Server server, JsonNode names) throws ResourceFailure {
    ArrayNode ids = JsonNodeFactory.instance.arrayNode();
    for (JsonNode name : names) {
      ids.add(
          server.tags().stream()
              .filter(tag -> tag.path("Name").asString("").equals(name.asString()))
              .map(tag -> tag.path("ID").asInt(0))
              .findFirst()
              .orElseThrow(() ->
                  new ResourceFailure(
                      Kind.PERMANENT,
                      "%s: there is no tag %s".formatted(server.api().where(), name.asString()))));
    }
    return ids;
  }
}
