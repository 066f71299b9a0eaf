package dev.phoenix.state;

import dev.phoenix.resource.Address;
import dev.phoenix.resource.Attributes;
import dev.phoenix.resource.Identity;
import dev.phoenix.resource.Recorded;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON form of one recorded resource. Members are sorted; what is empty is left out. */
final class RecordedCodec {
  private static final Set<String> MEMBERS =
      Set.of(
          "attributes",
          "dependencies",
          "identity",
          "protected",
          "secret_digests",
          "stage",
          "status",
          "within");

  private RecordedCodec() {}

  static ObjectNode write(Recorded recorded) {
    ObjectNode json = Json.object();
    json.set("attributes", recorded.attributes().toJson());
    if (!recorded.dependencies().isEmpty()) {
      ArrayNode dependencies = json.putArray("dependencies");
      recorded.dependencies().forEach(dependency -> dependencies.add(dependency.toString()));
    }
    putTexts(json, "identity", recorded.identity().parts());
    if (recorded.isProtected()) {
      json.put("protected", true);
    }
    putTexts(json, "secret_digests", recorded.secretDigests());
    putTexts(json, "stage", StageCodec.write(recorded.stage()));
    json.put("status", recorded.status().name().toLowerCase(Locale.ROOT));
    if (recorded.within() != null) {
      json.put("within", recorded.within().toString());
    }
    return json;
  }

  private static void putTexts(ObjectNode json, String name, Map<String, String> texts) {
    if (!texts.isEmpty()) {
      ObjectNode members = json.putObject(name);
      texts.forEach(members::put);
    }
  }

  static Recorded read(Address address, ObjectNode json) throws MalformedException {
    String where = address.toString();
    Json.onlyKnown(json, MEMBERS, where);
    String within = Json.optionalText(json, "within", where);
    return new Recorded(
        address,
        Identity.of(Json.texts(json, "identity", where)),
        Attributes.of(Json.object(json, "attributes", where)),
        Json.texts(json, "secret_digests", where),
        dependencies(json, where),
        within == null ? null : address(within),
        json.has("protected")
            && Json.member(json, "protected", where, JsonNode::isBoolean).booleanValue(),
        status(Json.text(json, "status", where), where),
        StageCodec.read(Json.texts(json, "stage", where)));
  }

  static Address address(@Nullable String text) throws MalformedException {
    try {
      return Address.parse(text == null ? "" : text);
    } catch (IllegalArgumentException e) {
      throw new MalformedException("\"" + text + "\" is no address (type/name)");
    }
  }

  private static SortedSet<Address> dependencies(ObjectNode json, String where)
      throws MalformedException {
    SortedSet<Address> dependencies = new TreeSet<>();
    if (json.has("dependencies")) {
      for (JsonNode entry : Json.member(json, "dependencies", where, JsonNode::isArray)) {
        if (!entry.isString()) {
          throw new MalformedException("\"dependencies\" of " + where + " is of the wrong type");
        }
        dependencies.add(address(entry.stringValue()));
      }
    }
    return dependencies;
  }

  private static Recorded.Status status(String text, String where) throws MalformedException {
    return switch (text) {
      case "ok" -> Recorded.Status.OK;
      case "incomplete" -> Recorded.Status.INCOMPLETE;
      default ->
          throw new MalformedException(
              "the status \"" + text + "\" of " + where + " is neither \"ok\" nor \"incomplete\"");
    };
  }
}
